"""Tests of the verbs of the command that have much to say, a module each."""
