# SPDX-License-Identifier: MIT
#[=======================================================================[.rst:
LinuxBakeUsers
--------------

.. versionadded:: 0.1

Who may log in to a system.

.. code-block:: cmake

  linuxbake_rootfs_user(<rootfs> <name>
    [PASSWORD_HASH <hash>]
    [AUTHORIZED_KEYS <file>]
    [UID <number>] [GID <number>]
    [COMMENT <text>] [HOME <directory>] [SHELL <program>])

``<name>``
  ``root``, or a new user with a group of the same name.
``PASSWORD_HASH``
  The password as crypt(3) keeps it, in a form that musl knows: ``$6$`` (SHA-512), ``$5$``
  (SHA-256) or ``$2b$`` (bcrypt).  The password itself never stands in a project or an image::

    openssl passwd -6        # asks for it, and prints the hash

  Put the hash into quotes that CMake leaves alone: ``[[$6$...]]``.  Without a hash nobody can log
  in by password.
``AUTHORIZED_KEYS``
  A file of public keys, which becomes ``.ssh/authorized_keys`` in HOME, readable to the user alone.
``UID``, ``GID``
  By default the next free number from 1000 on in the order of the calls, and the same for the
  group; 0 for root.  A number that another user has is an error.
``COMMENT``, ``HOME``, ``SHELL``
  By default nothing, ``/home/<name>`` (``/root``), which is made with the mode 0700, and
  ``/bin/sh``.  A directory of the system is no HOME.

The first call replaces ``/etc/passwd``, ``/etc/group`` and ``/etc/shadow`` (mode 0600) of the init
and of an overlay.  They then hold root, who cannot log in by password unless a call says how, and
nobody; the groups root, tty and nogroup; and the users.

Example
^^^^^^^

.. code-block:: cmake

  cmake_minimum_required(VERSION 3.25)
  project(vm LANGUAGES NONE)
  find_package(LinuxBake REQUIRED)

  linuxbake_add_musl(libc)
  linuxbake_add_busybox(busybox LIBC libc)
  linuxbake_add_init(init LOGIN)
  linuxbake_add_rootfs(rootfs USERLAND busybox INIT init)
  linuxbake_rootfs_user(rootfs root
    PASSWORD_HASH [[$5$LinuxBake$qsNFzDJ6mCtBLJ4Uj.cG7MvHSH8xg2xUlBqs4F2N1O9]])
  linuxbake_rootfs_user(rootfs guest AUTHORIZED_KEYS guest.pub)
  linuxbake_add_initramfs(initramfs ROOTFS rootfs)
#]=======================================================================]
include_guard(GLOBAL)
cmake_policy(VERSION 3.25...4.4)

include("${CMAKE_CURRENT_LIST_DIR}/detail/Arguments.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/Targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/detail/ManifestLines.cmake")

# The three files, with whatever users the properties hold when the project is generated.
function(_linuxbake_begin_users rootfs)
  set_target_properties("${rootfs}" PROPERTIES _LINUXBAKE_UIDS "0;65534"
    _LINUXBAKE_PASSWD "root:x:0:0:root:/root:/bin/sh;nobody:x:65534:65534:nobody:/:/bin/false"
    _LINUXBAKE_SHADOW "root:*::0:99999:7:::;nobody:*::0:99999:7:::"
    _LINUXBAKE_GROUP "root:x:0:;tty:x:5:;nogroup:x:65534:")
  set(directory "${CMAKE_CURRENT_BINARY_DIR}/${rootfs}-users")
  foreach(file IN ITEMS passwd group shadow)
    set(mode 0644)
    if(file STREQUAL "shadow")
      set(mode 0600)
    endif()
    string(TOUPPER "${file}" property)
    set(lines "$<TARGET_PROPERTY:${rootfs},_LINUXBAKE_${property}>")
    file(GENERATE OUTPUT "${directory}/${file}" CONTENT "$<JOIN:${lines},\n>\n")
    _linuxbake_manifest_word(word "${directory}/${file}")
    _linuxbake_append_to_rootfs("${rootfs}" DEPENDS "${directory}/${file}"
      ENTRIES "override file /etc/${file} ${word} ${mode} 0 0")
  endforeach()
endfunction()

function(_linuxbake_check_password_hash where hash)
  # crypt(3): the method, its parameters, and at the end the hash itself.
  if(NOT hash MATCHES "^[$](5|6)[$](rounds=[0-9]+[$])?[^$:]*[$][./A-Za-z0-9]+$"
      AND NOT hash MATCHES "^[$]2[aby][$][0-9][0-9][$][./A-Za-z0-9]+$")
    _linuxbake_error("${where}" "PASSWORD_HASH is not a hash of crypt(3) that musl knows"
      "(\$6\$salt\$..., \$5\$salt\$..., \$2b\$cost$...). 'openssl passwd -6' asks for the password"
      "and prints it. Write it as [[\$6\$...]], so that CMake leaves the \$ alone.")
  endif()
endfunction()

# The first free number from 1000 on, counted by the users that were given so far: an earlier call
# with another UID does not move those behind it.
function(_linuxbake_free_uid out taken)
  list(LENGTH taken uid)
  math(EXPR uid "1000 + ${uid} - 2") # root and nobody
  while(uid IN_LIST taken)
    math(EXPR uid "${uid} + 1")
  endwhile()
  set(${out} "${uid}" PARENT_SCOPE)
endfunction()

# The user owns it, and nobody else enters it.
function(_linuxbake_check_home where home)
  string(REGEX REPLACE "/+$" "" directory "${home}")
  if(directory MATCHES "^(|/(bin|boot|dev|etc|home|lib|lib64|media|mnt|opt|proc|run|sbin|srv|sys|tmp|usr|var)(/(bin|lib|sbin|tmp|log|run|etc))?)$")
    _linuxbake_error("${where}" "HOME '${home}' is a directory of the system."
      "It would be the user's, and nobody else could enter it.  Name one of its own, as /home/<name>.")
  endif()
endfunction()

# The number of a user: that given, root's, or the first free one. <uids> are those of the others.
function(_linuxbake_uid out where name given uids)
  if(name STREQUAL "root")
    list(REMOVE_ITEM uids 0)
  endif()
  if(NOT given STREQUAL "")
    set(uid "${given}")
    if(uid IN_LIST uids)
      _linuxbake_error("${where}" "UID ${uid} is that of another user."
        "Leave UID out: the first free one from 1000 on is taken.")
    endif()
  elseif(name STREQUAL "root")
    set(uid 0)
  else()
    _linuxbake_free_uid(uid "${uids}")
  endif()
  set(${out} "${uid}" PARENT_SCOPE)
endfunction()

function(_linuxbake_user_home out name home)
  if(home STREQUAL "")
    set(home "/home/${name}")
    if(name STREQUAL "root")
      set(home /root)
    endif()
  endif()
  set(${out} "${home}" PARENT_SCOPE)
endfunction()

# What can be wrong with a user by itself, and the defaults: in the caller, <prefix>_UID, _GID,
# _HOME, _SHELL and _PASSWORD_HASH. The keywords are those of the public function.
function(_linuxbake_user_values where prefix name uids)
  _linuxbake_parse(user 4 "" "PASSWORD_HASH;UID;GID;COMMENT;HOME;SHELL" "")
  if(NOT name MATCHES "^[a-z_][a-z0-9_-]*$" OR name STREQUAL "nobody")
    _linuxbake_error("${where}" "'${name}' is not a valid name for a user."
      "Small letters, digits, _ and - may stand in it, a letter or _ first.")
  endif()
  if(NOT "${user_PASSWORD_HASH}" STREQUAL "")
    _linuxbake_check_password_hash("${where}" "${user_PASSWORD_HASH}")
  endif()
  _linuxbake_value_or(user_PASSWORD_HASH "${user_PASSWORD_HASH}" "*")
  _linuxbake_uid(user_UID "${where}" "${name}" "${user_UID}" "${uids}")
  _linuxbake_value_or(user_GID "${user_GID}" "${user_UID}")
  foreach(keyword IN ITEMS UID GID)
    _linuxbake_require_number("${where}" "${keyword}" "${user_${keyword}}" 4294967294)
  endforeach()
  _linuxbake_user_home(user_HOME "${name}" "${user_HOME}")
  _linuxbake_value_or(user_SHELL "${user_SHELL}" /bin/sh)
  foreach(keyword IN ITEMS HOME SHELL)
    _linuxbake_require_rootfs_path("${where}" "${keyword}" "${user_${keyword}}")
  endforeach()
  _linuxbake_check_home("${where}" "${user_HOME}")
  foreach(keyword IN ITEMS COMMENT HOME SHELL)
    if("${user_${keyword}}" MATCHES "[:\n;]")
      _linuxbake_error("${where}" "${keyword} '${user_${keyword}}' has a character in it that"
        "/etc/passwd cannot hold.")
    endif()
  endforeach()
  foreach(keyword IN ITEMS UID GID HOME SHELL PASSWORD_HASH)
    set(${prefix}_${keyword} "${user_${keyword}}" PARENT_SCOPE)
  endforeach()
endfunction()

# The user's line of a file in place of, or after, what is there.
function(_linuxbake_set_user_line rootfs property name line)
  get_target_property(lines "${rootfs}" _LINUXBAKE_${property})
  list(FILTER lines EXCLUDE REGEX "^${name}:")
  if(name STREQUAL "root")
    list(PREPEND lines "${line}")
  else()
    list(APPEND lines "${line}")
  endif()
  set_target_properties("${rootfs}" PROPERTIES _LINUXBAKE_${property} "${lines}")
endfunction()

function(linuxbake_rootfs_user rootfs name)
  _linuxbake_parse_arguments("rootfs;name" ""
    "PASSWORD_HASH;AUTHORIZED_KEYS;UID;GID;COMMENT;HOME;SHELL" "")
  set(where "${CMAKE_CURRENT_FUNCTION}(${rootfs} ${name})")
  _linuxbake_check_arguments("${where}")
  _linuxbake_require_target("${where}" "The first argument" "${rootfs}" rootfs)
  get_target_property(users "${rootfs}" _LINUXBAKE_USERS)
  if(NOT users)
    set(users "")
    _linuxbake_begin_users("${rootfs}")
  endif()
  if(name IN_LIST users)
    _linuxbake_error("${where}" "There is already a user '${name}'.")
  endif()
  _linuxbake_read_property(uids TARGET "${rootfs}" PROPERTY _LINUXBAKE_UIDS)
  _linuxbake_user_values("${where}" user "${name}" "${uids}" UID "${arg_UID}" GID "${arg_GID}"
    COMMENT "${arg_COMMENT}" HOME "${arg_HOME}" SHELL "${arg_SHELL}"
    PASSWORD_HASH "${arg_PASSWORD_HASH}")
  if(name STREQUAL "root")
    list(REMOVE_ITEM uids 0) # it was kept for root
  endif()
  list(APPEND users "${name}")
  list(APPEND uids "${user_UID}")
  set_target_properties("${rootfs}" PROPERTIES _LINUXBAKE_USERS "${users}" _LINUXBAKE_UIDS "${uids}")
  if(NOT name STREQUAL "root")
    _linuxbake_set_user_line("${rootfs}" GROUP "${name}" "${name}:x:${user_GID}:")
  endif()
  _linuxbake_set_user_line("${rootfs}" PASSWD "${name}"
    "${name}:x:${user_UID}:${user_GID}:${arg_COMMENT}:${user_HOME}:${user_SHELL}")
  _linuxbake_set_user_line("${rootfs}" SHADOW "${name}"
    "${name}:${user_PASSWORD_HASH}::0:99999:7:::")
  _linuxbake_attributes(private_directory "${where}" 0700 "${user_UID}" "${user_GID}" "")
  _linuxbake_attributes(private_file "${where}" 0600 "${user_UID}" "${user_GID}" "")
  _linuxbake_manifest_word(home "${user_HOME}")
  _linuxbake_append_to_rootfs("${rootfs}" ENTRIES "override dir ${home} ${private_directory}")
  if(NOT "${arg_AUTHORIZED_KEYS}" STREQUAL "")
    _linuxbake_require_file("${where}" AUTHORIZED_KEYS "${arg_AUTHORIZED_KEYS}" keys)
    file(STRINGS "${keys}" found REGEX "(ssh-|ecdsa-|sk-)[a-z0-9@.-]+ +[A-Za-z0-9+/=]+" LIMIT_COUNT 1)
    if(found STREQUAL "")
      _linuxbake_error("${where}" "AUTHORIZED_KEYS '${keys}' holds no public key."
        "Each of its lines is one, as in ~/.ssh/id_ed25519.pub.")
    endif()
    _linuxbake_manifest_word(directory "${user_HOME}/.ssh")
    _linuxbake_manifest_word(file "${user_HOME}/.ssh/authorized_keys")
    _linuxbake_manifest_word(keys_word "${keys}")
    _linuxbake_append_to_rootfs("${rootfs}" DEPENDS "${keys}" ENTRIES
      "dir ${directory} ${private_directory}" "file ${file} ${keys_word} ${private_file}")
  endif()
endfunction()
