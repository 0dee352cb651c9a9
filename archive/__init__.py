"""From notices to readers: the record, the evidence, the database, search, browsing and export."""
