"""Vocabulary of Chinese official documents: numbers, dates, organisations, regions, document types."""
