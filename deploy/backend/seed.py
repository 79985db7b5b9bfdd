"""Invented residents, staff and codes from assets/samples/residents.yaml. Never overwrites what is already kept."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from deploy.backend.catalog import GAOLING
from deploy.backend.database import Sessions
from deploy.backend.pins import hash_pin
from deploy.backend.tables import Entitlement, MedicalCode, Person, Staff

Entry = dict[str, Any]


def seed(sessions: Sessions, file: Path) -> None:
    """People with a phone or an entitlement are known to the region; the others only hold cards."""
    data = yaml.safe_load(file.read_text("utf-8"))
    residents: dict[str, Entry] = data["residents"]
    with sessions.begin() as tx:
        for entry in residents.values():
            if "phone" in entry or "allowance_fen" in entry:
                _person(tx, entry)
        tx.flush()
        for entry in residents.values():
            if "allowance_fen" in entry:
                _entitlement(tx, entry)
        for text, key in data["medical_codes"].items():
            if tx.get(MedicalCode, text) is None:
                tx.add(MedicalCode(text=text, number=residents[key]["number"]))
        for member in data["staff"]:
            if tx.get(Staff, member["badge"]) is None:
                tx.add(Staff(badge=member["badge"], pin_hash=hash_pin(member["pin"])))


def _person(tx: Session, entry: Entry) -> None:
    if tx.get(Person, entry["number"]) is None:
        texts = {name: entry.get(name, "") for name in ("name", "phone", "bank", "account", "face")}
        tx.add(Person(number=entry["number"], **texts))


def _entitlement(tx: Session, entry: Entry) -> None:
    if tx.get(Entitlement, (entry["number"], GAOLING.task_code)) is None:
        tx.add(
            Entitlement(
                number=entry["number"],
                task_code=GAOLING.task_code,
                allowance_fen=entry["allowance_fen"],
                last_certified=date.fromisoformat(entry["last_certified"]),
            )
        )
