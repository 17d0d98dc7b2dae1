package sandbox

import (
	"fmt"
	"net/http"
	"time"

	"github.com/dakoku/dakoku/domain"
)

// linkTokenLife: https://developers.line.biz/en/docs/messaging-api/linking-accounts/
const linkTokenLife = 10 * time.Minute

// loadingDefault is how long the dots show when nobody says: https://developers.line.biz/en/docs/messaging-api/use-loading-indicator/
const loadingDefault = 20

func (l *LINE) quota(*lineCall) lineReply {
	if l.cfg.Quota < 0 {
		return lineOK(object{"type": "none"})
	}
	return lineOK(object{"type": "limited", "value": l.cfg.Quota})
}

func (l *LINE) consumption(*lineCall) lineReply { return lineOK(object{"totalUsage": l.Used()}) }

func (l *LINE) info(*lineCall) lineReply {
	return lineOK(object{"userId": l.cfg.Bot, "basicId": "@dakoku", "displayName": "dakoku", "chatMode": "bot", "markAsReadMode": "auto"})
}

// content: nobody sends files here yet, so there is none.
func (l *LINE) content(*lineCall) lineReply { return lineFail(http.StatusNotFound, "not found") }

func (l *LINE) profile(c *lineCall) lineReply {
	user := c.PathValue("user")
	if !lineUser.MatchString(user) {
		l.problem(domain.LINE, c.name, "userId", "%q is no user id", user)
		return lineFail(http.StatusBadRequest, "The value for the 'userId' parameter is invalid")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if chat := l.chats[user]; chat == nil || !chat.friend || chat.blocked {
		return lineFail(http.StatusNotFound, "Not found")
	}
	for _, p := range l.people {
		if p.LINE == user {
			return lineOK(object{"displayName": p.Name, "userId": user, "language": "ja"})
		}
	}
	return lineFail(http.StatusNotFound, "Not found")
}

func (l *LINE) linkToken(c *lineCall) lineReply {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.chats[c.PathValue("user")] == nil {
		return lineFail(http.StatusNotFound, "Not found")
	}
	token := fmt.Sprintf("SandboxLinkToken%016d", l.next())
	l.links[token] = l.clock.Now().Add(linkTokenLife)
	return lineOK(object{"linkToken": token})
}

// loading shows the dots in a talk that is open.
func (l *LINE) loading(c *lineCall) lineReply {
	seconds := float64(loadingDefault)
	if n, ok := c.body["loadingSeconds"].(float64); ok {
		seconds = n
	}
	l.mu.Lock()
	if chat := l.chats[c.body["chatId"].(string)]; chat != nil && chat.friend && !chat.blocked {
		chat.loading = l.clock.Now().Add(time.Duration(seconds) * time.Second)
	}
	l.mu.Unlock()
	l.touch()
	return lineReply{status: http.StatusAccepted, body: object{}}
}
