"""A bare PySide6 window, shown and closed: what starting is measured beside."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow


def main() -> int:
    application = QApplication(sys.argv)
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    application.processEvents()
    window.grab()
    return 0


if __name__ == "__main__":
    sys.exit(main())
