"""The cards of the chapters: an edit session that knows no widgets, the sitting, and the views over both."""
