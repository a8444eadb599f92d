"""Workbooks to one table a sheet: XLSX, XLSM, XLS and ODS.

The stages, in order: ``extent`` finds how far each sheet reaches from the file's own bytes (for XLS by ``biff``),
before any cell is made and as the second count, and ``broken`` what the stock reader would not give; then ``workbook``
reads the cells.
"""
