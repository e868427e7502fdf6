"""Tests of the rules, a module for each of theirs."""
