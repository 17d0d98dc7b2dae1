package bots

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/dakoku/dakoku/dialog"
	"github.com/dakoku/dakoku/domain"
	"github.com/dakoku/dakoku/domain/inbox"
	"github.com/dakoku/dakoku/domain/outbox"
)

// Channel is one company's connection to a platform, with what it needs to be used.
type Channel struct {
	ID      domain.ID
	Tenant  domain.ID
	Key     string // in the webhook's path
	Kind    domain.Door
	Options map[string]string
	Secrets map[string]string
	// Installs are the workspaces that installed the channel's app by OAuth, by the platform's name of the workspace.
	// Empty where one connection is one workspace.
	Installs map[string]Install
}

// Install is what one workspace gave the channel's app.
type Install struct {
	Options map[string]string
	Secrets map[string]string
}

// Request is a webhook as it arrived, with its body read and limited.
type Request struct {
	Path   string // what follows the channel's key, "" or "/events"
	Header http.Header
	Query  url.Values
	Body   []byte
	Now    time.Time
}

// Intake is what a webhook brought.
type Intake struct {
	Events      []inbox.Item // ID, Tenant, Channel and ReceivedAt are filled in by the caller
	Answer      []byte       // the body of the 200; empty for most platforms
	ContentType string       // of Answer
}

// ErrSignature is returned by Receive when the request is not the platform's: 401, nothing is kept.
var ErrSignature = domain.Errorf(domain.Forbidden, "bots: the signature does not match")

// Reading is what a stored event means.
type Reading struct {
	Activity dialog.Activity
	User     string         // the platform's id of the person; empty: nobody can be named
	Reply    outbox.Address // where an answer goes
	Place    string         // the room it was in; empty: the direct chat
	Dropped  string         // not to be acted on, and why ("own post", "standby", "unknown type sticker2")
	Redact   []string       // EventIDs or message names whose stored text must be emptied (a withdrawn message)
	Install  *Notice        // the connection itself changed (workspace removed the app, token revoked)
}

// Notice is something a platform says about the connection, not about a person.
type Notice struct {
	Workspace string
	Removed   bool
}

// Platform is a kind of channel. It converts and sends; it never decides.
type Platform interface {
	Kind() domain.Door
	Caps() dialog.Caps
	// Receive verifies a webhook and splits it into events, touching nothing but its arguments. One malformed event
	// never harms its neighbours: it becomes an event whose Read says why it was dropped.
	Receive(ch Channel, r Request) (Intake, error)
	// Read turns a stored event into what a person did.
	Read(ch Channel, item inbox.Item) (Reading, error)
	// Send delivers one row. rides are rows kept for the same person that may go along if there is room; their
	// ids are in the answer when they went. The outcome's Next is when to try again, by the class of the error.
	Send(ctx context.Context, ch Channel, item outbox.Item, rides []outbox.Item) ([]outbox.Result, error)
}

// Starter is a Platform that also does something by itself while the process runs: a socket, a catch-up reader.
type Starter interface {
	// Start runs until ctx ends, for the channels given, and hands what it finds to take, which returns when it is durable.
	Start(ctx context.Context, channels []Channel, take Take) error
}

// Take stores events as a webhook does and wakes the worker.
type Take func(ctx context.Context, ch Channel, events []inbox.Item) error

// Directory finds channels and people; it is the organisation as seen from here.
type Directory interface {
	// ChannelByKey finds an active channel; NotFound otherwise.
	ChannelByKey(ctx context.Context, kind domain.Door, key string) (Channel, error)
	Channel(ctx context.Context, tenant, id domain.ID) (Channel, error)
	Channels(ctx context.Context) ([]Channel, error)
	// Person says who a user of the channel is; Employee is empty when he is not linked.
	Person(ctx context.Context, ch Channel, user string) (dialog.Person, error)
	// Addresses lists where an employee can be told something, best first.
	Addresses(ctx context.Context, tenant, employee domain.ID) ([]Home, error)
	// Reachable notes that a user can or cannot be written to any more.
	Reachable(ctx context.Context, ch Channel, user string, reachable bool) error
	// Removed notes that a workspace removed the channel's app: its tokens are deleted, records stay.
	Removed(ctx context.Context, ch Channel, workspace string) error
}

// Home is a person's own place on a channel.
type Home struct {
	Channel Channel
	User    string
	Place   string // the direct chat, if known
	Lang    string
}

// Nearest is the home on a kind of channel, the one something was begun on, or the best where there is none. homes is not empty.
func Nearest(homes []Home, door domain.Door) Home {
	for _, h := range homes {
		if h.Channel.Kind == door {
			return h
		}
	}
	return homes[0]
}

// Ledger is what the worker writes when a turn has run.
type Ledger interface {
	// Finish marks the inbox item (Done or Dropped, with a note), owes the rows and notes that its author posted (nil: he did
	// not), in one durable step.
	Finish(ctx context.Context, item domain.ID, state inbox.State, note string, owed []outbox.Item, post *inbox.Post) error
}

// Homes draws a person's own page: what a Refresh row shows, read at the moment it is sent.
type Homes interface {
	// Home returns the page; its State says which menu belongs to it. An empty employee is somebody not linked yet.
	Home(ctx context.Context, tenant, employee domain.ID, lang string) (dialog.Reply, error)
}
