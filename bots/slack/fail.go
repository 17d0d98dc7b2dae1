package slack

import (
	"errors"
	"net"
	"net/http"
	"time"

	sdk "github.com/slack-go/slack"
)

// class is what an error of the Web API means for the row.
type class int

const (
	away      class = iota // not delivered; trying again may work
	unclear                // nobody knows whether it was delivered
	limited                // held back for a known time
	elsewhere              // not here: the direct message may work
	settled                // it is so already, or its object is gone: as good as done
	refused                // never, with this content or to this person
	locked                 // the connection itself is broken: an operator has to act
)

// classes are the errors Slack names, by https://docs.slack.dev/reference/methods/chat.postMessage#errors and the pages
// of the other methods used. A name not listed is refused: it says that the request is wrong, not that Slack is down.
var classes = map[string]class{
	"already_reacted":    settled,
	"too_many_emoji":     settled,
	"too_many_reactions": settled,

	"not_in_channel":      elsewhere,
	"channel_not_found":   elsewhere,
	"is_archived":         elsewhere,
	"user_not_in_channel": elsewhere,
	"restricted_action":   elsewhere,
	"message_not_found":   elsewhere,
	"expired_url":         elsewhere,
	"used_url":            elsewhere,

	"invalid_auth":            locked,
	"not_authed":              locked,
	"token_revoked":           locked,
	"token_expired":           locked,
	"account_inactive":        locked,
	"missing_scope":           locked,
	"no_permission":           locked,
	"org_login_required":      locked,
	"team_access_not_granted": locked,

	"internal_error":         unclear,
	"fatal_error":            unclear,
	"request_timeout":        unclear,
	"service_unavailable":    away,
	"ratelimited":            limited,
	"rate_limited":           limited,
	"message_limit_exceeded": limited,
}

// defaultHold is how long to wait when Slack limits without saying for how long.
const defaultHold = 30 * time.Second

// classify says what an error means, and for how long to wait if it is limited.
func classify(err error) (class, time.Duration) {
	var rate *sdk.RateLimitedError
	if errors.As(err, &rate) {
		return limited, max(rate.RetryAfter, time.Second)
	}
	var named sdk.SlackErrorResponse
	if errors.As(err, &named) {
		if c, ok := classes[named.Err]; ok {
			return c, defaultHold
		}
		return refused, 0
	}
	var status sdk.StatusCodeError
	if errors.As(err, &status) {
		return classifyStatus(status.Code), defaultHold
	}
	// A connection that was never made has delivered nothing.
	var dial *net.OpError
	if errors.As(err, &dial) && dial.Op == "dial" {
		return away, 0
	}
	return unclear, 0
}

func classifyStatus(code int) class {
	switch {
	case code == http.StatusTooManyRequests:
		return limited
	case code == http.StatusServiceUnavailable, code == http.StatusBadGateway:
		return away
	case code >= http.StatusInternalServerError:
		return unclear
	case code == http.StatusUnauthorized, code == http.StatusForbidden:
		return locked
	}
	return refused
}

func isWait(err error) bool {
	var later wait
	return errors.As(err, &later)
}
