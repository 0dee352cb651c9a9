"""`notices verify`: whether captures are whole, rows have theirs, and references lead somewhere."""
