"""Tests of the handouts and meeting packs."""
