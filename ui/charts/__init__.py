"""The drawing of charts: the one place that knows pyqtgraph."""
