"""The table over all rows and the record page: what the browser reads, held against pyarrow."""
