# Who may come in, by which way, and what came by itself.
timeout 120
expect live login:
send guest
expect Password:
send wrong
expect Login incorrect
expect live login:
send guest
expect Password:
send live
shell
run id
  output uid=1000(guest) gid=1000(guest) groups=1000(guest)
run cat /etc/shadow
  exit 1
  contains Permission denied
# The network card's driver is a module that nobody asked for.
run lsmod
  contains e1000
run until ifconfig eth0 | grep -q 10.0.2.15; do sleep 1; done
run until netstat -lnt | grep -q :22; do sleep 1; done
run mkdir -m 0700 .ssh

# From another machine: with the password, and with a key that was copied so.
host rm -f $DIRECTORY/key $DIRECTORY/key.pub $DIRECTORY/known_hosts
host ssh-keygen -q -t ed25519 -N "" -f $DIRECTORY/key
host env DISPLAY=none SSH_ASKPASS=$SCRIPTS/password SSH_ASKPASS_REQUIRE=force scp -F none -O -P $PORT_22 -o StrictHostKeyChecking=no -o UserKnownHostsFile=$DIRECTORY/known_hosts -o PubkeyAuthentication=no $DIRECTORY/key.pub guest@127.0.0.1:.ssh/authorized_keys
host ssh -F none -i $DIRECTORY/key -p $PORT_22 -o BatchMode=yes -o UserKnownHostsFile=$DIRECTORY/known_hosts guest@127.0.0.1 "hostname; id -un"
  contains "live\nguest"
# Nobody else comes in.
host ssh -F none -p $PORT_22 -o BatchMode=yes -o IdentitiesOnly=yes -o IdentityFile=none -o UserKnownHostsFile=$DIRECTORY/known_hosts guest@127.0.0.1 id
  exit 255
  contains Permission denied

# Root sees the log, and the keys that this guest has made for itself.
send exit
expect live login:
send root
expect Password:
send live
shell
run grep dropbear /var/log/messages
  contains Password auth succeeded for 'guest'
  contains Pubkey auth succeeded for 'guest'
run ls /etc/dropbear
  contains dropbear_ed25519_host_key
run awk -F: '{ print substr($2, 1, 3) }' /etc/shadow
  output $6$
  output *
  output $6$
send poweroff
wait poweroff
