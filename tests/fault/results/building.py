# SPDX-License-Identifier: MIT
"""A project with one package of tests/fake-kbuild, for machines that share nothing but servers."""
import glob
import hashlib
import json
import os
import shutil
import tarfile

from world import check, read, write

HERE = os.path.dirname(os.path.abspath(__file__))


class Project:
    def __init__(self, world, signer=None):
        self.world, self.signer = world, signer or f"{world.work}/trusted"
        self.fragment = "CONFIG_SECOND=y\n"  # of the kernel
        self.plain = f"/tmp/linuxbake-results-{os.getpid()}"  # Kbuild's trees want a plain path
        shutil.rmtree(self.plain, ignore_errors=True)
        world.serve(self)  # so that it ends with the case
        write(f"{world.work}/archives.cmake", f"""
include("{HERE}/../../fake-kbuild/FakeSources.cmake")
set(text "")
foreach(name IN ITEMS linux musl hello)
  fake_archive(archive hash ${{name}} 1.0 "{self.plain}/archives")
  string(APPEND text "linuxbake_declare_source(${{name}} VERSION 1.0 "
    "URL \\"${{archive}}\\" URL_HASH SHA256=${{hash}})\\n")
endforeach()
file(WRITE "{world.work}/project.cmake" "${{text}}")
""")
        done = world.run(world.cmake, "-P", f"{world.work}/archives.cmake")
        check(done.returncode == 0, done.stdout)
        self.declarations = read(f"{world.work}/project.cmake").decode()

    def let_linux_ask(self, command):
        """The kernel's tree has CONFIG_ASKED by default where the command says y."""
        archive = f"{self.plain}/archives/linux-1.0.tar.gz"
        old_hash = hashlib.sha256(read(archive)).hexdigest()
        with tarfile.open(archive) as file:
            file.extractall(self.plain)
        tree = f"{self.plain}/linux-1.0"
        write(f"{tree}/Kconfig", read(f"{tree}/Kconfig").decode() +
              f"\nconfig ASKED\n\tbool \"Asked\"\n\tdefault $(shell,{command})\n")
        write(f"{tree}/options.txt", read(f"{tree}/options.txt").decode() + "ASKED n\n")
        with tarfile.open(archive, "w:gz") as file:
            file.add(tree, "linux-1.0")
        shutil.rmtree(tree)
        new_hash = hashlib.sha256(read(archive)).hexdigest()
        self.declarations = self.declarations.replace(old_hash, new_hash)

    def stop(self):
        shutil.rmtree(self.plain, ignore_errors=True)

    def folder(self, machine):
        return f"{self.world.work}/machine {machine} é"

    def cache(self, machine):
        return f"{self.plain}/cache-{machine}"

    def configure(self, machine, remote, environment=None):
        folder = self.folder(machine)
        write(f"{folder}/source/CMakeLists.txt", f"""cmake_minimum_required(VERSION 3.25)
project(case LANGUAGES NONE)
find_package(LinuxBake REQUIRED)
{self.declarations}
linuxbake_add_musl(libc ARCH x86_64)
linuxbake_add_package(hello SOURCE hello LIBC libc)
linuxbake_add_kernel(kernel ARCH x86_64 CONFIG defconfig CONFIG_FRAGMENTS kernel.config
  OUTPUT linux)
linuxbake_get_property(root hello OUTPUT)
file(WRITE "${{CMAKE_BINARY_DIR}}/root" "${{root}}")
""")
        write(f"{folder}/source/kernel.config", self.fragment)
        self.environment = {
            "LINUXBAKE_CACHE_DIR": self.cache(machine), "LINUXBAKE_FAKE_LOG": f"{folder}/log",
            "LINUXBAKE_RESULTS_REMOTE": remote, "LINUXBAKE_RESULTS_KEYS": self.world.keys,
            "LINUXBAKE_RESULTS_SIGNER": self.signer, **(environment or {})}
        done = self.world.run(
            self.world.cmake, "-G", "Ninja", "-S", f"{folder}/source", "-B", f"{folder}/build",
            f"-DLinuxBake_DIR={self.world.package}", environment=self.environment)
        check(done.returncode == 0, done.stdout)
        return done.stdout

    def build(self, machine, remote, environment=None, target="hello"):
        said = self.configure(machine, remote, environment)
        done = self.make(machine, target)
        check(done.returncode == 0, done.stdout)
        return said + done.stdout

    def make(self, machine, target):
        return self.world.run(self.world.cmake, "--build", f"{self.folder(machine)}/build",
                              "--target", target, environment=self.environment)

    def events(self, machine):
        """What the fake trees were told to make."""
        logs = glob.glob(glob.escape(self.folder(machine)) + "/build/*/tree/fake-log")
        logs += glob.glob(glob.escape(self.cache(machine)) + "/builds/*/fake-log")
        logs += glob.glob(glob.escape(self.folder(machine)) + "/log")
        return [line for log in logs for line in read(log).decode().splitlines()]

    def kernel(self, machine):
        return read(f"{self.folder(machine)}/build/images/linux")

    def product(self, machine):
        root = read(f"{self.folder(machine)}/build/root").decode()
        return read(f"{root}/usr/bin/hello")

    def step(self, machine, address):
        """The one step that takes or builds, of a target that was configured, by itself."""
        build = f"{self.folder(machine)}/build"
        with open(f"{build}/linuxbake-remotes.json", "w", encoding="utf-8") as file:
            json.dump({"remotes": [{"address": address, "readonly": True}],
                       "keys": self.world.keys, "signer": ""}, file)
        root = read(f"{build}/root").decode()
        shutil.rmtree(root, ignore_errors=True)
        return self.world.run(self.world.bake, "package", "--recipe",
                              f"{build}/hello/hello.recipe.json", "--step", "build",
                              environment=self.environment)
