// Package slack connects Slack workspaces (ワークスペース): events, slash commands and buttons come in over HTTP or
// Socket Mode, answers go out as Block Kit. It converts and sends; what an event leads to it does not know.
package slack
