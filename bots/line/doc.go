// Package line is the LINE Messaging API as a channel: what its webhooks say, what its messages can show, how they
// are sent and what its answers mean. It decides nothing: what a word means and what is answered is not known here.
package line
