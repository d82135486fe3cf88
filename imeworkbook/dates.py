"""Dates as EDTF with an earliest and a latest day (placeholder while floor 0 is being laid)."""
