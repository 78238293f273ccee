"""Findings as text for people and as JSON for programs. Reporters change nothing and print nothing; they return what is to be written."""
