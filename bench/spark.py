"""Throughput of integrations/spark by the number of partitions, and whether its answers are those of one process.

    python bench/spark.py [--count 5000] [--partitions 1,2,4] [FILE.ndjson]

A Python with pyspark and pyarrow, after `npm run build`. Conversations are those of the file again and again, under
ids of their own; every run is compared byte for byte with one `attune pipe` over the same lines.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPARK = ROOT / "integrations" / "spark"
sys.path.insert(0, str(SPARK))
# The workers of Spark look for the package, too.
os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(SPARK), os.environ.get("PYTHONPATH")]))
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")

import pyarrow.parquet as pq  # noqa: E402
from attune_spark import score  # noqa: E402
from pyspark.sql import SparkSession  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus" / "ibm_twitter_cdp.ndjson"
FIXTURE = ROOT / "fixtures" / "calls.ndjson"
ATTUNE = ["node", str(ROOT / "bin" / "attune.js")]


def fill(source: Path, target: Path, count: int) -> None:
    """Writes `count` conversations, one a line."""
    lines = source.read_text(encoding="utf-8").splitlines()
    with target.open("w", encoding="utf-8") as out:
        for i in range(count):
            conversation = json.loads(lines[i % len(lines)])
            conversation["conversation_id"] = f"{i:08d}"
            out.write(json.dumps(conversation, ensure_ascii=False) + "\n")


def digest(answers: list[str]) -> str:
    return hashlib.sha256("\n".join(sorted(answers)).encode()).hexdigest()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=CORPUS if CORPUS.exists() else FIXTURE)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--partitions", default="1,2,4")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="attune-bench-") as folder:
        source = Path(folder) / "in.ndjson"
        fill(args.file, source, args.count)
        print(f"{args.count} conversations of {args.file.name}, {source.stat().st_size / 1e6:.1f} MB")

        begun = time.monotonic()
        with source.open("rb") as stdin:
            done = subprocess.run([*ATTUNE, "pipe", "--quiet"], stdin=stdin, stdout=subprocess.PIPE, check=True)
        wall = time.monotonic() - begun
        answers = done.stdout.decode().split("\n")[:-1]
        expected = digest([answer for answer in answers if answer.startswith('{"kind":"conversation"')])
        print(f"one process          {wall:8.1f} s {args.count / wall:8.0f} conversations/s")

        spark = SparkSession.builder.master("local[*]").appName("attune-bench").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        for partitions in map(int, args.partitions.split(",")):
            out = Path(folder) / f"out-{partitions}"
            begun = time.monotonic()
            df = spark.read.text(str(source)).repartition(partitions)
            score(df, "value", attune=ATTUNE).select("scored_json", "error").write.parquet(str(out))
            wall = time.monotonic() - begun
            table = pq.read_table(out).to_pydict()
            same = digest([each for each in table["scored_json"] if each is not None]) == expected
            verdict = "the same bytes" if same and len(table["error"]) == args.count else "OTHER ANSWERS"
            print(f"{partitions:3d} partitions       {wall:8.1f} s {args.count / wall:8.0f} conversations/s, {verdict}")
        spark.stop()


if __name__ == "__main__":
    main()
