"""The application: routes of the contract and nothing else. Every refusal leaves in one shape."""

from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from deploy.backend import bodies, cases, catalog, people
from deploy.backend.context import Context, Ctx, TerminalId
from deploy.backend.problems import Problem

MOST_BYTES = 1 << 20
router = APIRouter()


@router.get("/health")
def health(context: Ctx) -> dict[str, str]:
    return {"status": "ok", "contract": "1", "time": context.clock().isoformat()}


@router.get("/items")
def list_items(
    terminal: TerminalId, site: Annotated[str, Query(max_length=64)], v: Annotated[str, Query(max_length=64)] = ""
) -> Response:
    if v == catalog.LIST_VERSION:
        return Response(status_code=304)
    offered = [item.body() for item in catalog.ITEMS if item.offered_at(site)]
    return JSONResponse({"version": catalog.LIST_VERSION, "items": offered})


@router.get("/items/{task_code}")
def get_item(terminal: TerminalId, task_code: bodies.TaskCode) -> dict[str, Any]:
    return people.item_or_problem(task_code).body()


def create_app(context: Context) -> FastAPI:
    """No pages of documentation are served: the contract is a file."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
    app.state.context = context
    for each in (router, people.router, cases.router):
        app.include_router(each)
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _unknown)
    app.add_exception_handler(Exception, _fault)
    app.middleware("http")(_limit)
    return app


async def _limit(request: Request, call_next: Any) -> Response:
    """A body must say its length, and that at most 1 MiB."""
    length = request.headers.get("content-length", "")
    if request.method == "POST" and not (length.isdigit() and int(length) <= MOST_BYTES):
        return _answer(Problem("request.too_large"))
    return await call_next(request)


def _answer(problem: Problem) -> JSONResponse:
    return JSONResponse(problem.body(), problem.status, problem.headers())


async def _problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return _answer(error)


async def _invalid(request: Request, error: Exception) -> Response:
    """Never says what was sent: it may be a name or a number."""
    return _answer(Problem("request.invalid"))


async def _unknown(request: Request, error: Exception) -> Response:
    return _answer(Problem("request.not_found"))


async def _fault(request: Request, error: Exception) -> Response:
    return _answer(Problem("server.fault"))
