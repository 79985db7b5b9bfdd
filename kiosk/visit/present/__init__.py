"""From state to view: every page's words, masked. Pure; no rule of the flow lives here."""

from kiosk.visit.present.context import Context, Site
from kiosk.visit.present.presenter import Presenter

__all__ = ["Context", "Presenter", "Site"]
