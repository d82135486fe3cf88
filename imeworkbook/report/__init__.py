"""Copies: sections, documents, and the nbconvert exporters that turn them into HTML and PDF."""
