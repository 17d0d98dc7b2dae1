// Package webadmin assembles the web pages on Echo: middleware, the error page and the routes of its sub-packages.
// It knows no chat channel; webhooks are served beside it.
package webadmin
