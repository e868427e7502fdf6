"""Tests of what other programs take from the site."""
