"""The pages that the navigation leads to, each loaded when it is first shown."""
