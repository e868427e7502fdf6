"""Tests of what takes sources into the library."""
