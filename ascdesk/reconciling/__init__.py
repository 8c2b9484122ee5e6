"""An imported report beside what is computed from its figures: what it printed, what is computed, and why (N57)."""

from ascdesk.reconciling.report import reconcile
from ascdesk.reconciling.values import Known, Reconciled, Reconciliation

__all__ = ["Known", "Reconciled", "Reconciliation", "reconcile"]
