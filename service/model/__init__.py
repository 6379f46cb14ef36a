"""The structs that every stage shares: frozen, typed, free of behaviour beyond their own invariants."""

from .claim import Claim, Measure, Role, TimeScope
from .date import Date, DateModifier, DateType
from .document import Document, Span
from .finding import Check, Difference, Evidence, Finding, FindingKind, Overlap, Relation, Severity, Slip
from .mention import Extraction, Kind, Mention
from .options import OffsetUnit, Options
from .quantity import Canonical, Direction, Qualifier, Quantity, Unit, remainder
from .report import DocumentClaims, ExtractReport, Report, ReportDocument, Summary, Warning, WarningCode
from .scan import Scan, TokenKind
from .topic import Consensus, Link, Stance, Topic

__all__ = [
    "Canonical",
    "Check",
    "Claim",
    "Consensus",
    "Date",
    "DateModifier",
    "DateType",
    "Difference",
    "Direction",
    "Document",
    "DocumentClaims",
    "Evidence",
    "ExtractReport",
    "Extraction",
    "Finding",
    "FindingKind",
    "Kind",
    "Link",
    "Measure",
    "Mention",
    "OffsetUnit",
    "Options",
    "Overlap",
    "Qualifier",
    "Quantity",
    "Relation",
    "Report",
    "ReportDocument",
    "Role",
    "Scan",
    "Severity",
    "Slip",
    "Span",
    "Stance",
    "Summary",
    "TimeScope",
    "TokenKind",
    "Topic",
    "Unit",
    "Warning",
    "WarningCode",
    "remainder",
]
