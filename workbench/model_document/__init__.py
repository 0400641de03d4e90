"""The description of the model after the STRESS-DES checklist, written by one command."""

from workbench.model_document.document import current, sections, versions, written

__all__ = ["current", "sections", "versions", "written"]
