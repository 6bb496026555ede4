"""Tries attune_spark on a real cluster of this machine and prints, a JSON line a check, what came out.

    python cluster.py ATTUNE CONVERSATIONS.ndjson

ATTUNE is the command, its words apart by spaces. The cluster is Spark's `local-cluster`: a master, two workers and
their executors, each a process of its own. Needs pyspark, pyarrow and Java; finds processes in /proc.
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
# Loopback, and nothing left in the installation of Spark.
os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
SCRATCH = Path(tempfile.mkdtemp(prefix="attune-spark-"))
os.environ["SPARK_WORKER_DIR"] = str(SCRATCH / "work")

import pyarrow.parquet as pq  # noqa: E402
from attune_score import arguments, run  # noqa: E402
from attune_spark import AttuneError, Pipe, score  # noqa: E402
from pyspark.sql import DataFrame, SparkSession  # noqa: E402
from pyspark.sql import functions as F  # noqa: E402

ATTUNE = shlex.split(sys.argv[1])
LINES = Path(sys.argv[2]).read_text(encoding="utf-8").splitlines()
BAD = ["", "not json", '{"id": "x", "turns": []}', '["a"]', '{"turns": [{"role": "customer", "text": "Hello?"}]}']
#: Conversations, every 40th of them bad; and into how many partitions they go.
COUNT, PARTITIONS = 240, 6


def made(count: int) -> list[str]:
    """That many lines: the conversations again and again, under ids of their own, and bad ones among them."""
    lines = []
    for i in range(count):
        if i % 40 == 7:
            lines.append(BAD[i // 40 % len(BAD)])
            continue
        conversation = json.loads(LINES[i % len(LINES)])
        conversation["conversation_id"] = f"c-{i}"
        lines.append(json.dumps(conversation, ensure_ascii=False))
    return lines


def alone(lines: Sequence[str]) -> list[str]:
    """What one process on one machine answers."""
    done = subprocess.run(
        [*ATTUNE, "pipe", "--quiet"], input="".join(f"{line}\n" for line in lines).encode(), capture_output=True, check=True
    )
    return done.stdout.decode().split("\n")[:-1]


def session() -> SparkSession:
    builder = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("attune-test")
        .config("spark.executor.memory", "640m")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.executorEnv.PYTHONPATH", str(HERE))
        .config("spark.sql.shuffle.partitions", "2")
        # Small batches, so that a task has many of them and a kill meets one midway.
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "8")
        .config("spark.task.maxFailures", "4")
    )
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("OFF")
    return spark


def frame(spark: SparkSession, lines: Sequence[str], partitions: int = PARTITIONS) -> DataFrame:
    rows = spark.sparkContext.parallelize(list(enumerate(lines)), partitions)
    return rows.toDF("n long, conversation string")


def answers(scored: DataFrame) -> list[str]:
    """One answer a row in the order of `n`, as a single process writes them."""
    # Sorted here: Spark would score everything once more to find out how to sort it.
    rows = sorted(scored.select("n", "scored_json", "error").collect())
    return [
        row.scored_json
        if row.error is None
        else json.dumps({"kind": "error", "schema": 1, "message": row.error}, ensure_ascii=False, separators=(",", ":"))
        for row in rows
    ]


def processes(*words: str) -> list[int]:
    """The running processes whose command line has all of these words."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:
            continue
        if all(word in line for word in words):
            found.append(int(folder.name))
    return found


def wait_for(what: Callable[[], object], seconds: float = 60) -> object:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        value = what()
        if value:
            return value
        time.sleep(0.05)
    raise AssertionError(f"still not after {seconds} s: {what.__name__}")


def nothing_left() -> bool:
    """Whether no process of attune that these tests have started is running."""
    return not processes(*ATTUNE, "pipe", MARK)


#: A harmless flag by which our own processes are known from other people's.
MARK = f"--redact-key=test-{os.getpid()}"
MARKED = ["--redact", MARK]


def same(ours: Sequence[str], theirs: Sequence[str]) -> None:
    assert len(ours) == len(theirs), f"{len(ours)} answers, not {len(theirs)}"
    for at, (a, b) in enumerate(zip(ours, theirs)):
        assert a == b, f"answer {at} differs:\n{a[:300]}\n{b[:300]}"


def kill_one_executor(spark: SparkSession) -> None:
    """A job over many conversations; one of its two executors is killed while it runs."""
    lines = made(COUNT)
    expected = alone(lines)
    context = spark.sparkContext
    context.setJobGroup("kill", "one executor is killed")
    result: list[object] = []

    def work() -> None:
        try:
            context.setJobGroup("kill", "one executor is killed")
            result.append(answers(score(frame(spark, lines), attune=ATTUNE)))
        except Exception as error:  # noqa: BLE001
            result.append(error)

    thread = threading.Thread(target=work)
    tracker = context.statusTracker()
    failed: set[int] = set()

    def midway() -> bool:
        """Whether a stage with all partitions has ended some of its tasks and not all."""
        assert thread.is_alive(), result
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        return any(s and s.numTasks == PARTITIONS and 0 < s.numCompletedTasks < PARTITIONS - 2 for s in stages)

    thread.start()
    wait_for(midway)
    executors = processes("org.apache.spark.executor.CoarseGrainedExecutorBackend", context.applicationId)
    assert len(executors) == 2, f"{len(executors)} executors"
    os.kill(executors[0], signal.SIGKILL)

    def noticed() -> bool:
        """Whether Spark has counted the tasks that went with the executor."""
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info and info.numFailedTasks > 0:
                failed.add(info.numFailedTasks)
        return bool(failed) or not thread.is_alive()

    wait_for(noticed, 120)
    thread.join(180)
    assert not thread.is_alive(), "the job has not ended"
    [outcome] = result
    if isinstance(outcome, Exception):
        raise outcome
    assert failed, "no task was lost, so nothing was tried"
    assert executors[0] not in processes("org.apache.spark.executor.CoarseGrainedExecutorBackend")
    same(outcome, expected)


def equal(spark: SparkSession) -> None:
    lines = made(COUNT)
    same(answers(score(frame(spark, lines), attune=ATTUNE)), alone(lines))


def columns(spark: SparkSession) -> None:
    rows = score(frame(spark, made(20), 1), attune=ATTUNE).collect()
    assert any(row.error for row in rows)
    for row in rows:
        if row.error is not None:
            assert row.scored is None and row.scored_json is None
            continue
        whole = json.loads(row.scored_json)
        scored = row.scored.asDict(recursive=True)

        def agree(a: object, b: object, at: str) -> None:
            if isinstance(a, dict):
                # What is absent in JSON is null in a row, and no column of a row is unknown in JSON.
                assert isinstance(b, dict) and set(a) <= set(b), at
                for key, value in b.items():
                    agree(a.get(key), value, f"{at}.{key}")
            elif isinstance(a, list):
                assert len(a) == len(b), at
                for i, (x, y) in enumerate(zip(a, b)):
                    agree(x, y, f"{at}[{i}]")
            else:
                assert a == b, f"{at}: {a!r} in JSON, {b!r} in the row"

        agree(whole, scored, whole["id"])


def structs(spark: SparkSession) -> None:
    """Columns of an id and of turns are scored as their JSON is."""
    turns = [("customer", "It broke again, I am so fed up!"), ("agent", "I understand how frustrating this is.")]
    df = spark.createDataFrame([("a", turns)], "id string, turns array<struct<role: string, text: string>>").coalesce(1)
    [row] = score(df, F.struct("id", "turns"), attune=ATTUNE).collect()
    line = json.dumps({"id": "a", "turns": [{"role": role, "text": text} for role, text in turns]})
    assert row.scored_json == alone([line])[0]
    assert (row.id, row.error) == ("a", None)


def missing_values(spark: SparkSession) -> None:
    df = spark.createDataFrame([(1, None), (2, '{\n"turns":\r\n []}')], "n int, text string").coalesce(1)
    first, second = score(df, "text", attune=ATTUNE).collect()
    assert first.error == "the line is empty" and first.scored is None
    assert second.error and second.scored is None


def taken(spark: SparkSession) -> None:
    try:
        score(frame(spark, LINES[:1]).withColumn("error", F.lit("x")), attune=ATTUNE)
    except ValueError as error:
        assert "error already" in str(error)
    else:
        raise AssertionError("a column was overwritten")


def early_end(spark: SparkSession) -> None:
    """Who wants five rows gets five, and the processes end."""
    scored = score(frame(spark, made(COUNT)), attune=ATTUNE, options=MARKED)
    assert len(scored.limit(5).collect()) == 5
    wait_for(nothing_left)


def command_missing(spark: SparkSession) -> None:
    try:
        score(frame(spark, LINES[:1]), attune=["/nowhere/attune"])
    except AttuneError as error:
        assert "/nowhere/attune: cannot be started" in str(error)
    else:
        raise AssertionError("no error")


def rubric_missing(spark: SparkSession) -> None:
    """What attune says reaches who started the job."""
    try:
        score(frame(spark, LINES[:1], 1), rubric="nonsense", attune=ATTUNE).collect()
    except Exception as error:  # noqa: BLE001
        assert "nonsense: no such rubric" in str(error), str(error)[:2000]
    else:
        raise AssertionError("no error")


def job(spark: SparkSession) -> None:
    """The script of spark-submit, over every kind of input."""
    lines = made(20)
    expected = sorted(answer for answer in alone(lines) if answer.startswith('{"kind":"conv'))
    source = SCRATCH / "in.ndjson"
    source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    frame(spark, lines, 1).write.parquet(str(SCRATCH / "parquet"))
    frame(spark, lines, 1).write.csv(str(SCRATCH / "csv"), header=True, escape='"')
    for form, path, more in [
        ("ndjson", source, ["--partitions", "2"]),
        ("parquet", SCRATCH / "parquet", ["--conversation", "conversation"]),
        ("csv", SCRATCH / "csv", ["--conversation", "conversation"]),
    ]:
        out = SCRATCH / f"out-{form}"
        run(spark, arguments([str(path), str(out), "--format", form, "--attune", shlex.join(ATTUNE), *more]))
        table = pq.read_table(out).to_pydict()
        assert len(table["error"]) == len(lines), form
        assert sorted(filter(None, table["scored_json"])) == expected, form
        assert sum(each is not None for each in table["error"]) == len(lines) - len(expected), form


def submitted(_: SparkSession) -> None:
    """spark-submit itself, with columns of JSON."""
    source, out = SCRATCH / "chats.json", SCRATCH / "out-submit"
    chats = [json.loads(line) for line in LINES[:6]]
    # Only the columns that every chat has, as Spark makes one table of them.
    source.write_text("".join(json.dumps({"id": c["conversation_id"], "turns": c["turns"]}) + "\n" for c in chats))
    import pyspark

    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    command = [submit, "--master", "local[1]", "--py-files", zipped(), HERE / "attune_score.py", source, out]
    more = ["--format", "json", "--columns", "id,turns", "--attune", shlex.join(ATTUNE)]
    done = subprocess.run([*map(str, command), *more], capture_output=True, text=True, cwd=SCRATCH)
    assert done.returncode == 0, done.stderr[-3000:]
    table = pq.read_table(out).to_pydict()
    assert table["error"] == [None] * len(chats)
    assert [row["id"] for row in table["scored"]] == [c["conversation_id"] for c in chats]


def zipped() -> Path:
    import shutil

    return Path(shutil.make_archive(str(SCRATCH / "attune_spark"), "zip", HERE, "attune_spark"))


def no_deadlock(_: object) -> None:
    """Far more than two pipes hold, through a program that answers at once."""
    echo = [sys.executable, "-c", "import sys\nfor line in sys.stdin.buffer: sys.stdout.buffer.write(line)"]
    lines = [bytes([97 + i % 26]) * 20_000 for i in range(500)]
    with Pipe(echo) as pipe:
        assert pipe.answer(lines[:0]) == []
        assert pipe.answer(lines) == lines
        assert pipe.answer(lines[:3]) == lines[:3]


def death(_: object) -> None:
    """A process that dies midway is an error that says what it said."""
    dying = [sys.executable, "-c", "import sys\nprint(input(), flush=True)\nsys.exit('out of luck')"]
    lines = [b"x" * 20_000] * 500
    with Pipe(dying) as pipe:
        try:
            pipe.answer(lines)
        except AttuneError as error:
            assert "after 1 of 500 conversations: out of luck" in str(error)
        else:
            raise AssertionError("no error")


CHECKS: Sequence[tuple[str, Callable[[SparkSession], None]]] = [
    ("more than two pipes hold goes through a process", no_deadlock),
    ("a process that dies midway is an error with its words", death),
    ("a cluster answers byte for byte as one process does", equal),
    ("the columns are what the JSON says", columns),
    ("columns of an id and of turns are scored as their JSON", structs),
    ("nothing and JSON on several lines are answered", missing_values),
    ("a column of the frame is never overwritten", taken),
    ("a job that needs no more ends its processes", early_end),
    ("a command that is not there is said at once", command_missing),
    ("what attune says of a wrong rubric reaches who asked", rubric_missing),
    ("the job reads lines, Parquet and CSV and writes Parquet", job),
    ("an executor is killed midway and the answers are the same", kill_one_executor),
    ("spark-submit runs the job", submitted),
]


def main() -> None:
    spark = session()
    for name, check in CHECKS:
        begun = time.monotonic()
        try:
            check(spark)
            outcome = {"check": name, "ok": True}
        except Exception:  # noqa: BLE001
            outcome = {"check": name, "ok": False, "error": traceback.format_exc()[-1500:]}
        print(json.dumps({**outcome, "seconds": round(time.monotonic() - begun, 1)}), flush=True)
    spark.stop()


if __name__ == "__main__":
    try:
        main()
    finally:
        import shutil

        shutil.rmtree(SCRATCH, ignore_errors=True)
