# SPDX-License-Identifier: MIT
"""Finished builds by real servers that do what they should: see world.py for the arguments."""
import glob
import os
import re
import shutil
import subprocess

from building import Project
from script import PROGRAM, take_by_script
from servers import (PASSWORD, TOKEN, Nginx, Registry, make_certificate, make_netrc, need,
                     with_password, with_token)
from world import FILES, KEY, Watch, appears_nowhere, check, main, read, write


def there_and_back(world, address, **more):
    """Sent by one machine, taken by two others: one with the program, one with the script."""
    said = world.push(world.cache("a", filled=True), address, **more).stdout
    said += world.pull(world.cache("b"), address, **more).stdout
    done = take_by_script(world, world.cache("c"), [address], **more)
    check(f"taken from {address}" in done.stdout, done.stdout)
    world.has_entry(world.cache("c"), PROGRAM)
    return said + done.stdout


def case_nginx(world):
    need("nginx")
    server = world.serve(Nginx(f"{world.work}/nginx"))
    there_and_back(world, server.address + "/some/path/")
    check(os.path.exists(f"{server.root}/some/path/ac/{KEY}"), "ac/ is elsewhere")
    sent = len(server.requests("PUT"))
    check(sent == len(FILES) + 1, f"{sent} PUTs")
    world.push(world.cache("a"), server.address + "/some/path")
    check(len(server.requests("PUT")) == sent, "what was there was sent again")


def case_nginx_with_a_password(world):
    need("nginx")
    folder = f"{world.work}/nginx"
    server = world.serve(Nginx(folder, with_password(folder)))
    netrc = f"{world.work}/netrc"
    make_netrc(netrc)
    with Watch(PASSWORD):
        said = there_and_back(world, server.address, environment={"NETRC": netrc})
    check(PASSWORD not in said, said)
    appears_nowhere(PASSWORD, world.work, netrc, f"{folder}/htpasswd")
    make_netrc(f"{world.work}/home/.netrc")
    world.pull(world.cache("d"), server.address)
    os.remove(f"{world.work}/home/.netrc")
    done = world.exchange("pull", world.cache("e"), server.address, KEY)
    check(done.returncode == 1 and "HTTP 401" in done.stdout, done.stdout)


def case_nginx_with_tls_and_a_token(world):
    need("nginx", "openssl")
    make_certificate(f"{world.work}/tls")
    server = world.serve(Nginx(f"{world.work}/nginx", with_token(), tls=f"{world.work}/tls"))
    trusting = {"SSL_CERT_FILE": f"{world.work}/tls.pem", "LINUXBAKE_RESULTS_TOKEN": TOKEN}
    with Watch(TOKEN):
        said = there_and_back(world, server.address, environment=trusting)
    check(TOKEN not in said, said)
    appears_nowhere(TOKEN, world.work, f"{world.work}/nginx/nginx.conf")
    done = world.exchange("pull", world.cache("d"), server.address, KEY,
                          environment={"LINUXBAKE_RESULTS_TOKEN": TOKEN})
    check(done.returncode == 1 and "certificate" in done.stdout, done.stdout)
    done = world.exchange("pull", world.cache("d"), server.address, KEY,
                          environment={"SSL_CERT_FILE": f"{world.work}/tls.pem"})
    check(done.returncode == 1 and "HTTP 401" in done.stdout, done.stdout)


def case_registry(world):
    need("docker-registry")
    there_and_back(world, world.serve(Registry(f"{world.work}/registry")).address)


def case_registry_with_a_password(world):
    need("docker-registry")
    server = world.serve(Registry(f"{world.work}/registry", password=True))
    netrc = f"{world.work}/netrc"
    make_netrc(netrc)
    with Watch(PASSWORD):
        said = there_and_back(world, server.address, environment={"NETRC": netrc})
    check(PASSWORD not in said, said)
    appears_nowhere(PASSWORD, world.work, netrc)
    done = world.exchange("pull", world.cache("d"), server.address, KEY)
    check(done.returncode == 1 and "HTTP 401" in done.stdout, done.stdout)


def case_registry_copied_by_skopeo(world):
    """Other programs understand what we write: a copy in another registry is as good."""
    need("docker-registry", "skopeo")
    one, two = (world.serve(Registry(f"{world.work}/{name}")) for name in ("one", "two"))
    world.push(world.cache("a", filled=True), one.address)
    done = world.run("skopeo", "copy", "--src-tls-verify=false", "--dest-tls-verify=false",
                     f"docker://{one.host}/team/results:{KEY}",
                     f"docker://{two.host}/mirror/results:{KEY}")
    check(done.returncode == 0, done.stdout)
    world.pull(world.cache("b"), f"oci+http://{two.host}/mirror/results")


def case_exported_directory(world):
    """A directory for a machine without network; and any web server has it as it is."""
    need("nginx")
    exported = f"{world.work}/exported é"
    done = world.run(world.bake, "cache", "export", "--cache", world.cache("a", filled=True),
                     "--signer", f"{world.work}/trusted", exported)
    check(done.returncode == 0, done.stdout)
    server = world.serve(Nginx(f"{world.work}/nginx", root=exported))
    world.pull(world.cache("b"), server.address)
    done = world.run(world.bake, "cache", "import", "--cache", world.cache("c"), "--keys",
                     world.keys, exported)
    check(done.returncode == 0, done.stdout)
    world.has_entry(world.cache("c"))
    take_by_script(world, world.cache("d"), [server.address])
    world.has_entry(world.cache("d"), PROGRAM)


def case_archives(world):
    """The same server has the sources, by their hash: upstream is not asked."""
    need("nginx", "docker-registry")
    server = world.serve(Nginx(f"{world.work}/nginx"))
    project = Project(world)
    project.build("a", "", target="kernel")
    cache = project.cache("a")
    done = world.run(world.bake, "cache", "push", "--archives", "--cache", cache, "--to",
                     server.address + "/x", "--signer", f"{world.work}/trusted")
    check(done.returncode == 0, done.stdout)
    [archive] = glob.glob(f"{cache}/downloads/*-linux-1.0.tar.gz")
    name = os.path.basename(archive)
    check(read(f"{server.root}/x/cas/{name[:64]}") == read(archive), "another archive was sent")
    write(f"{project.plain}/archives/linux-1.0.tar.gz", b"")  # upstream has lost it
    mirrors = {"LINUXBAKE_MIRRORS": f"by-hash:{server.address}/x/cas"}
    project.build("b", "", target="kernel", environment=mirrors)
    check(project.kernel("a") == project.kernel("b"), "it is another kernel")
    # One that is damaged is not sent, and a registry takes none.
    os.chmod(archive, 0o600)
    write(archive, b"x")
    done = world.run(world.bake, "cache", "push", "--archives", "--cache", cache, "--to",
                     server.address + "/y", "--signer", f"{world.work}/trusted")
    check(done.returncode == 1 and f"{name}: it is damaged" in done.stdout, done.stdout)
    registry = world.serve(Registry(f"{world.work}/registry"))
    done = world.run(world.bake, "cache", "push", "--archives", "--cache", project.cache("b"), "--to",
                     registry.address, "--signer", f"{world.work}/trusted")
    check(done.returncode == 1 and "a registry keeps no archives" in done.stdout, done.stdout)


def case_four_at_a_time(world):
    need("nginx")
    server = world.serve(Nginx(f"{world.work}/nginx"))
    world.push(world.cache("a", filled=True), server.address)
    for attempt in range(5):
        cache = world.cache(f"b{attempt}")
        command = [world.bake, "cache", "pull", "--cache", cache, "--from", server.address,
                   "--keys", world.keys, KEY]
        processes = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                      text=True, env=world.environment) for _ in range(4)]
        for said, process in [(one.communicate()[0], one) for one in processes]:
            check(process.returncode == 0, f"one of the four failed: {said}")
        world.has_entry(cache)


def case_built_elsewhere(world):
    """Built on one machine and sent; on another one nothing is compiled."""
    need("nginx", "docker-registry")
    first = world.serve(Nginx(f"{world.work}/nginx"))
    second = world.serve(Registry(f"{world.work}/registry"))
    project = Project(world)
    remote = f"{first.address};readonly;{second.address}"
    said = project.build("a", remote)
    check(f"hello: sent to {second.address}" in said, said)
    check(not first.requests("PUT") and not first.requests("HEAD"), "readonly was sent something")
    ran = project.events("a")
    check("configure" in ran and "hello" in ran, f"nothing was built: {ran}")
    said = project.build("b", remote)
    check(f"hello: taken from {second.address}" in said and "signed by ci@example.org" in said, said)
    check(project.events("b") == [], f"ran {project.events('b')}")
    check(first.requests("GET") and not first.requests("PUT"), "readonly was not asked first")
    check(project.product("a") == project.product("b"), "another file was taken")


def case_kernel_without_its_source(world):
    """Who takes a kernel needs only what configures it; who compiles one, all."""
    need("nginx")
    server = world.serve(Nginx(f"{world.work}/nginx"))
    project = Project(world)
    project.build("a", server.address, target="kernel")
    archive = f"{project.plain}/archives/linux-1.0.tar.gz"
    whole = read(archive)
    write(archive, b"")
    said = project.build("b", server.address, target="kernel")
    check(f"kernel: taken from {server.address}" in said, said)
    check(project.events("b") == [], f"ran {project.events('b')}")
    check(project.kernel("a") == project.kernel("b"), "another kernel was taken")
    parts = [part for part in glob.glob(f"{project.cache('b')}/sources/linux-1.0-*")
             if os.path.isdir(part)]
    check(len(parts) == 1 and "+kconfig-" in parts[0], f"extracted {parts}")
    check(sorted(os.listdir(parts[0])) == ["Kbuild.mk", "Kconfig", "Makefile", "arch", "configure.awk",
                                           "first.c", "kernel", "options.txt", "second.c"],
          f"the part has {os.listdir(parts[0])}")
    for question in ("kernel-lint", "kernel-explain"):
        done = project.make("b", question)
        check(done.returncode == 0, done.stdout)
    # Somebody has changed the part: it is unpacked anew for the next build directory.
    write(f"{parts[0]}/Kconfig", "config FIRST\n")
    shutil.rmtree(f"{project.folder('b')}/build")
    project.build("b", server.address, target="kernel")
    check(project.kernel("a") == project.kernel("b"), "a changed part has changed the kernel")
    check(b"config SECOND" in read(f"{parts[0]}/Kconfig"), "the part is still another")
    # A kernel that nobody has built: its source is not to be had, then it is.
    project.fragment = "CONFIG_NEEDS_FIRST=y\n"
    project.configure("b", server.address)
    done = project.make("b", "kernel")
    check(done.returncode != 0 and "No place had it" in done.stdout, done.stdout)
    write(archive, whole)
    done = project.make("b", "kernel")
    check(done.returncode == 0, done.stdout)
    check(any(one.endswith("/bzImage") for one in project.events("b")), f"ran {project.events('b')}")
    project.build("c", "", target="kernel")
    check(project.kernel("b") == project.kernel("c"), "without servers it is another kernel")
    parts = glob.glob(f"{project.cache('c')}/sources/*+kconfig-*")
    check(not parts, "without servers there is a part")


def case_kernel_of_a_part_that_lacks_something(world):
    """It costs time, and never changes a kernel: the whole is configured again."""
    need("nginx")
    server = world.serve(Nginx(f"{world.work}/nginx"))
    project = Project(world)
    project.build("a", server.address, target="kernel")
    project.fragment = "CONFIG_NEEDS_FIRST=y\n"
    project.build("c", "", target="kernel")
    project.configure("b", server.address)
    done = project.make("b", "kernel-download")
    check(done.returncode == 0, done.stdout)
    [part] = filter(os.path.isdir, glob.glob(f"{project.cache('b')}/sources/*+kconfig-*"))
    for name in os.listdir(part):
        if os.path.isfile(f"{part}/{name}") and name.startswith("Kconfig"):
            text = read(f"{part}/{name}").decode()
            write(f"{part}/{name}", re.sub(r"config FIRST\n(\t.*\n)*", "config FIRST\n\tbool\n", text))
    said = project.make("b", "kernel")
    check(said.returncode == 0, said.stdout)
    check(project.kernel("b") == project.kernel("c"), "it is another kernel")


def case_configured_elsewhere(world):
    """The compiler is asked on one machine; and on each one that compiles."""
    need("nginx")
    server = world.serve(Nginx(f"{world.work}/nginx"))
    project = Project(world)
    marker, questions = f"{project.plain}/marker", f"{project.plain}/questions"
    project.let_linux_ask(f"echo asked >> {questions}; test -e {marker} && echo y || echo n")
    write(marker, "")
    project.build("a", f"{server.address}/all", target="kernel")
    check(os.path.exists(questions), "nobody was asked")
    os.remove(questions)
    os.remove(marker)
    project.build("b", f"{server.address}/all", target="kernel")
    check(not os.path.exists(questions), "the question was asked again")
    check(project.events("b") == [], f"ran {project.events('b')}")
    check(project.kernel("a") == project.kernel("b"), "another kernel was taken")
    # The configuration is there, and the kernel is not: it is this machine's own.
    [key] = [os.path.basename(os.path.dirname(file))
             for file in glob.glob(f"{project.cache('a')}/results/*/inputs")
             if b"kind linux-configuration" in read(file)]
    done = world.run(world.bake, "cache", "push", "--cache", project.cache("a"), "--to",
                     f"{server.address}/part", "--signer", f"{world.work}/trusted", key)
    check(done.returncode == 0, done.stdout)
    said = project.build("d", f"{server.address}/part;readonly", target="kernel")
    check(os.path.exists(questions), f"nobody was asked: {said}")
    check(any(one.endswith("/bzImage") for one in project.events("d")), f"ran {project.events('d')}")
    project.build("c", "", target="kernel")
    check(project.kernel("d") == project.kernel("c"), "without servers it is another kernel")
    check(project.kernel("d") != project.kernel("a"), "the question made no difference")
    # Once compiled, the next configuration is its own as well.
    os.remove(questions)
    project.fragment = "CONFIG_SECOND=y\nCONFIG_NEEDS_FIRST=y\n"
    project.build("d", f"{server.address}/part;readonly", target="kernel")
    project.build("c", "", target="kernel")
    check(project.kernel("d") == project.kernel("c"), "after an edit it is another kernel")


def case_built_elsewhere_with_a_password(world):
    """The build itself has a clean environment: the way in has to come along."""
    need("nginx")
    folder = f"{world.work}/nginx"
    server = world.serve(Nginx(folder, with_password(folder)))
    netrc = f"{world.work}/netrc"
    make_netrc(netrc)
    project = Project(world)
    with Watch(PASSWORD):
        said = project.build("a", server.address, environment={"NETRC": netrc})
        said += project.build("b", server.address, environment={"NETRC": netrc})
    check(f"hello: taken from {server.address}" in said, said)
    check(project.events("b") == [], f"ran {project.events('b')}")
    check(PASSWORD not in said, said)
    appears_nowhere(PASSWORD, world.work, netrc, f"{folder}/htpasswd")


def case_signed_by_an_agent(world):
    """The private key is in ssh-agent alone, also in a build."""
    need("nginx", "ssh-agent")
    server = world.serve(Nginx(f"{world.work}/nginx"))
    socket = f"{world.work}/agent"
    with subprocess.Popen(["ssh-agent", "-D", "-a", socket], stdout=subprocess.DEVNULL) as agent:
        try:
            while not os.path.exists(socket):
                pass
            environment = {"SSH_AUTH_SOCK": socket}
            done = world.run("ssh-add", "-q", f"{world.work}/trusted", environment=environment)
            check(done.returncode == 0, done.stdout)
            os.remove(f"{world.work}/trusted")
            said = Project(world, signer=f"{world.work}/trusted.pub").build(
                "a", server.address, environment=environment)
            check(f"hello: sent to {server.address}" in said, said)
        finally:
            agent.terminate()


if __name__ == "__main__":
    main(globals())
