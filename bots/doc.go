// Package bots is what a chat channel is: it stores what a platform sends before answering it, runs the turns of
// each conversation one at a time in the order of the events, and delivers what is owed. It knows no platform's
// protocol, no conversation and no web page.
package bots
