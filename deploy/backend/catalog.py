"""The items this region offers at terminals. Codes and department are samples."""

from dataclasses import dataclass

REGION_CODE = "990101"  # belongs to no place
LIST_VERSION = "2026-11-01"
DEPARTMENT = "样例市示范区民政局"


@dataclass(frozen=True, slots=True)
class CatalogItem:
    """Members as `Item` of the contract. `sites` empty means every site."""

    task_code: str
    item_id: str
    name: str
    task_version: str = "1"
    task_type: str = "05"
    project_type: str = "1"
    server_type: str = "1"
    assurance: str = "L2"
    self_service: bool = True
    fee_fen: int = 0
    promise_days: int = 0
    accept_condition: str = ""
    department: str = DEPARTMENT
    consult_phone: str = "0990-0000001"
    complain_phone: str = "12345"
    sites: tuple[str, ...] = ()

    def offered_at(self, site: str) -> bool:
        return self.self_service and (not self.sites or site in self.sites)

    def body(self) -> dict[str, str | int | bool]:
        """As the contract says it: everything but where it is offered."""
        return {name: getattr(self, name) for name in self.__slots__ if name != "sites"}


GAOLING = CatalogItem(
    task_code="99010100MZ0110001000000000000001",
    item_id="gaoling_certification",
    name="高龄津贴认证",
    accept_condition="满80周岁，正在领高龄津贴",
)
ITEMS: tuple[CatalogItem, ...] = (GAOLING,)


def find(task_code: str) -> CatalogItem | None:
    """The item with this code."""
    return next((item for item in ITEMS if item.task_code == task_code), None)
