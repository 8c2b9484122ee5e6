"""Statistics as the field's standard tools compute them: plain floats in, frozen values out.

The rest of the core holds every figure as a Decimal; it is turned into a float once, at the door of this package.
Percentages stay in the unit of the caller. Impossible input raises ValueError with a sentence that says why.
"""
