"""`manage.py suggest_matches`: suggest products for what no code puts on one.

With `--evaluate TABLE_A TABLE_B PAIRS.csv` nothing is suggested: it says how well the
pairs of any two tables are told, by their labels.
"""

import json
from dataclasses import asdict
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from catalogue.suggestions.actions import suggest
from catalogue.suggestions.evaluating import Evaluation, evaluate
from catalogue.suggestions.tables import UnreadableTable, read_pairs, read_tables


class Command(BaseCommand):
    help = "Suggest products for the items that no code puts on one."

    def add_arguments(self, parser):
        parser.add_argument(
            "--everything", action="store_true", help="all subjects afresh"
        )
        parser.add_argument(
            "--evaluate",
            nargs=3,
            metavar=("TABLE_A", "TABLE_B", "PAIRS.csv"),
            type=Path,
            help="two CSV tables with the same columns, the first of them a key, and "
            "labelled pairs (key, key, 1 or 0): print precision, recall and F1",
        )
        parser.add_argument(
            "--train",
            type=Path,
            metavar="TRAIN.csv",
            help="with --evaluate: other labelled pairs to fit the model on first",
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, **options):
        if options["evaluate"]:
            first, second, labelled = options["evaluate"]
            self._evaluate(first, second, labelled, options["train"], options["json"])
            return
        if options["train"]:
            raise CommandError("--train goes with --evaluate.")
        made = suggest(at=timezone.now(), everything=options["everything"])
        if options["json"]:
            self.stdout.write(json.dumps(asdict(made)))
            return
        self.stdout.write(
            f"{made.subjects:,} things on no product looked at: {made.suggestions:,} "
            f"suggestions for {made.with_any:,} of them; {made.pairs:,} pairs of "
            "products that may be one."
        )

    def _evaluate(self, first, second, labelled, train, as_json):
        try:
            tables = read_tables(first, second)
            pairs = read_pairs(labelled, *tables)
            fitting = read_pairs(train, *tables) if train else ()
        except UnreadableTable as problem:
            raise CommandError(str(problem)) from problem
        found = evaluate(*tables, pairs, fitting)
        self.stdout.write(
            json.dumps(_figures(found))
            if as_json
            else _block(found, *tables, labelled.name, train)
        )


def _figures(found: Evaluation) -> dict:
    return {
        "pairs": found.pairs,
        "same": found.score.same,
        "called_same": found.score.called,
        "precision": round(found.score.precision, 4),
        "recall": round(found.score.recall, 4),
        "f1": round(found.score.f1, 4),
        "fitted_on": found.fitted_on,
    }


def _block(found, first, second, name, train) -> str:
    score = found.score
    fitted = (
        f"{found.fitted_on:,} pairs of {train.name}"
        if train
        else "the training labels of two public sets of consumer goods"
    )
    return "\n".join(
        (
            f"Rows               {len(first):,} and {len(second):,}",
            f"Labelled pairs     {found.pairs:,} of {name}, {score.same:,} the same",
            f"Model fitted on    {fitted}",
            f"Called the same    {score.called:,}, of which {score.found:,} are",
            f"Precision          {score.precision:.4f}",
            f"Recall             {score.recall:.4f}",
            f"F1                 {score.f1:.4f}",
        )
    )
