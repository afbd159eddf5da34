# Only a few shells that end at once are started one after another.
expect the shell on ttyS0 ends as soon as it has started; the next try is in 30 seconds
