# Containers are what they say: on their own, and held by their limits.
timeout 240
shell
run mount
  contains cgroup2 on /sys/fs/cgroup type cgroup2
run cat /sys/fs/cgroup/cgroup.controllers
  contains memory
  contains pids
run crun --version
  contains +CAP +SECCOMP +EBPF +YAJL

# Namespaces of its own: names, processes, hosts; a root that keeps nothing.
run container first busybox sh -c 'hostname; echo $$; touch /mine; id -u'
  output first
  output 1
  output 0
run ls /var/lib/images/busybox/mine
  exit 1
run container first busybox sh -c 'exit 42'
  exit 42
run container first busybox grep CapEff /proc/self/status
  output CapEff:	00000000a80425fb
run container first busybox grep Seccomp: /proc/self/status
  output Seccomp:	2
run container first busybox sh -c 'echo 1 > /proc/sys/kernel/panic'
  exit 1
  contains Read-only file system
run container first busybox cat /dev/sda
  exit 1

# What an image says of itself: program, arguments, user, directory, environment.
run echo 'hostname; echo $0 $HOME; exit 7' | container busybox
  output busybox
  output /bin/sh /root
  exit 7
run ln -s busybox /var/lib/images/own
run sed "s/^user=.*/user='\"uid\":1000,\"gid\":2000'/; s,^directory=.*,directory='\"/usr\"',; s/^entrypoint=.*/entrypoint='\"sh\",\"-c\"'/; s/^command=.*/command='\"echo \$(id -u) \$(id -g) \$(pwd)\"'/; s/^environment='/&\"X=it is\",/" /var/lib/images/busybox.run > /var/lib/images/own.run
run container own
  output 1000 2000 /usr
run container it own 'echo another: $X'
  output another: it is
run container it own 'grep CapEff /proc/self/status'
  output CapEff:	0000000000000000
run container -e hostname it own
  output it
run echo "problem='nobody knows the user'" > /var/lib/images/own.run
run container own
  exit 126
  contains nobody knows the user
run rm /var/lib/images/own.run && container own
  exit 1
  contains does not say what is run
run container it own echo named
  output named

# Memory: what takes more is killed, what takes less is not.
run container -m 16M small busybox sh -c 'head -c 8000000 /dev/zero | tail | wc -c'
  output 8000000
run container -m 16M small busybox sh -c 'head -c 64000000 /dev/zero | tail | wc -c; exit 3'
  exit 3
run dmesg | grep -c "Memory cgroup out of memory: Killed process"
  output 1
run container -m 16M small busybox cat /sys/fs/cgroup/memory.max
  output 16777216

# Processes: a fork bomb stops at the limit, and the system goes on.
run container -p 20 bomb busybox cat /sys/fs/cgroup/pids.max
  output 20
run container -p 20 bomb busybox sh -c 'b() { b | b & }; b; sleep 3; sleep 3'
  exit any
  contains can't fork
run ps
  contains init

# A volume.
run mkdir -p /srv/data && echo of the system > /srv/data/file
run container -v /srv/data:/data volume busybox sh -c 'cat /data/file; echo of the container > /data/other'
  output of the system
run cat /srv/data/other
  output of the container
run container -v /srv/data:/data:ro volume busybox touch /data/no
  exit 1
  contains Read-only file system

# No network: no card, and no address but its own.
run container alone busybox sh -c 'ls -d /sys/class/net/eth*'
  exit 1
run container alone busybox sh -c 'ip -o addr | grep inet | grep -v -c " lo "'
  exit 1
  output 0
run container alone busybox ping -c 1 -W 1 10.0.2.2
  exit 1

# A network of its own: the bridge, another container, and the world outside by the way of the system.
run until ifconfig eth0 | grep -q 10.0.2.15; do sleep 1; done
run container -n bridge net busybox ping -c 1 -W 5 10.88.0.1
  contains 1 packets received
run container -n bridge net busybox sh -c 'ip addr show eth0'
  contains inet 10.88.
run mkdir /srv/net
run (container -n bridge -v /srv/net:/net server busybox sh -c 'ip addr show eth0 | sed -n "s/.*inet \([0-9.]*\).*/\1/p" > /net/address; echo hello > /net/page; httpd -f -h /net' > /dev/null 2>&1 &)
run until [ -s /srv/net/address ]; do sleep 1; done
run container -n bridge -v /srv/net:/net client busybox sh -c 'ping -c 1 -W 5 $(cat /net/address) && wget -q -O - http://$(cat /net/address)/page'
  contains 1 packets received
  contains hello
run iptables -t nat -S POSTROUTING
  contains -A POSTROUTING -s 10.88.0.0/16 ! -o containers0 -j MASQUERADE

# Nothing stays of any of them.
run crun kill server KILL
run until [ -z "$(crun list -q)" ]; do sleep 1; done; ls /run/containers; mount | grep -c overlay
  exit 1
  output 0
send poweroff
wait poweroff
