"""What an administrator declares: ``portal.yml``, ``dataset.yml`` and ``collection.yml``.

Nothing is guessed when publishing. A spec is read with the line of every key, held against a JSON Schema, and
checked for what a schema cannot say; an error names file and line and the nearest valid word.
"""

from publisher.spec.find import collection_files, dataset_files, find_project
from publisher.spec.load import load_collection, load_dataset, load_portal

__all__ = ["collection_files", "dataset_files", "find_project", "load_collection", "load_dataset", "load_portal"]
