"""What each kind of page shows: one module a kind, one frozen dataclass a template.

The fields of a context are exactly the variables its template uses; a test holds that.
"""
