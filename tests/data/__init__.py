"""What the tests are given: judgements' inputs and small returns."""
