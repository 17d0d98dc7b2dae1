package sandbox

import (
	"context"
	"log/slog"
	"time"
)

// Prefix is the path the handler is mounted at; it expects requests with it.
const Prefix = "/sandbox"

// Config says what is played. A platform whose Key is empty is not played; LINE is whose Bot is given, and without a Key
// nobody has told its console yet where its webhooks go.
type Config struct {
	Clock *Clock // nil: the machine's time, which can then be set from the page
	// Hooks is the base URL of the process that takes webhooks, "http://127.0.0.1:8080". Connect can change it later.
	Hooks string
	// Base is the URL this handler is reached under, with the prefix: "http://127.0.0.1:8080/sandbox". It is put into
	// response URLs, socket and menu image addresses.
	Base string
	// Public is the address by which the platforms know that process, "https://dakoku.example"; empty: Hooks.
	Public   string
	LINE     LINEConfig
	Chatwork ChatworkConfig
	Slack    SlackConfig
	People   []Person
	// Ledger reads what is shown beside the chats, in the order of the chain, the newest last; nil shows none.
	Ledger func(ctx context.Context) ([]LedgerLine, error)
	// Zone is where the people live: times on the page are shown in it. Nil: Asia/Tokyo.
	Zone *time.Location
	// Slow is how long an answer takes while a platform is slow; 0: five seconds.
	Slow time.Duration
	Log  *slog.Logger // nil: nothing is logged
}

// LINEConfig is the official account that is played.
type LINEConfig struct {
	Key    string // of the channel, in its webhook's path
	Secret string // channel secret
	Token  string // channel access token; empty: any
	Bot    string // the bot's user id, the webhooks' destination
	Quota  int    // pushes a month, per recipient; 0: 200 (communication plan), negative: unlimited
}

// ChatworkConfig is the account and the room that are played.
type ChatworkConfig struct {
	Key          string
	WebhookToken string // base64, as the settings page shows it
	Token        string // API token; empty: any
	Account      string // the bot's account id
	Room         string // the attendance room's id
	Requests     int    // the token's in five minutes; 0: 300
	Role         string // the bot's in it: admin, member or readonly; empty: admin
	// Watched is how many direct chats have a webhook of their own, those of the first people. An account has five settings;
	// one is the mention's and one is Room's. 0: the other three; negative: none.
	Watched int
}

// SlackConfig is the workspace and the app that are played.
type SlackConfig struct {
	Key           string
	SigningSecret string
	BotToken      string // xoxb-…; empty: any
	AppToken      string // xapp-…, for Socket Mode; empty: any
	ClientID      string // for oauth.v2.access; empty: any
	ClientSecret  string
	Team          string
	Channel       string // #kintai's id
	Bot           string // the bot's user id
	App           string // the app's id; empty: A0KINTAI
	Scopes        string // what the app was granted, with commas; empty: all that an attendance bot may want
	Limits        bool   // one chat.postMessage per second and channel, and the tiers of the other methods
}

// Person is somebody who can be played. An empty id means that he is on the platform, but nobody has linked him yet:
// the sandbox gives him an id. Such a person is not yet a friend of the account on LINE, nor a contact of the bot on Chatwork.
type Person struct {
	Key      string // short handle, unique: "tanaka"
	Name     string
	English  string // the name in Latin letters; empty: Name
	LINE     string // user id, U and 32 hex digits
	Chatwork string // account id
	Slack    string // user id
}

// LedgerLine is one entry of the ledger as the page shows it.
type LedgerLine struct {
	ID           string    `json:"id"`
	Person       string    `json:"person"`
	Kind         string    `json:"kind"` // in, out, leave, return, break_start, break_end
	At           time.Time `json:"at"`
	BusinessDate string    `json:"business_date"`
	Source       string    `json:"source"`
	State        string    `json:"state"` // effective, superseded, void, held
	Receipt      string    `json:"receipt"`
	Hash         string    `json:"hash"`
	Prev         string    `json:"prev"`
}
