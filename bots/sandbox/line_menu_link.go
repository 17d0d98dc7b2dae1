package sandbox

import "net/http"

func (l *LINE) commonMenu(*lineCall) lineReply {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.common == "" {
		return lineFail(http.StatusNotFound, "no default richmenu")
	}
	return lineOK(object{"richMenuId": l.common})
}

func (l *LINE) menuOf(c *lineCall) lineReply {
	l.mu.Lock()
	defer l.mu.Unlock()
	id := l.byUser[c.PathValue("user")]
	if id == "" {
		return lineFail(http.StatusNotFound, "the user has no richmenu")
	}
	return lineOK(object{"richMenuId": id})
}

// linkMenu gives a person a menu. A stranger, or somebody who blocked the account, gets none and the answer is still 200:
// https://developers.line.biz/en/reference/messaging-api/#link-rich-menu-to-user
func (l *LINE) linkMenu(user, menu string) {
	if chat := l.chats[user]; chat != nil && chat.friend && !chat.blocked {
		l.byUser[user] = menu
	}
}

func (l *LINE) linkMany(c *lineCall) lineReply {
	return l.locked(func(c *lineCall) lineReply {
		id := c.body["richMenuId"].(string)
		if l.menus[id] == nil || l.menus[id].image == nil {
			return lineFail(http.StatusBadRequest, "The rich menu does not exist or has no image")
		}
		for _, u := range c.body["userIds"].([]any) {
			l.linkMenu(u.(string), id)
		}
		return lineReply{status: http.StatusAccepted, body: object{}}
	})(c)
}

func (l *LINE) unlinkMany(c *lineCall) lineReply {
	return l.locked(func(c *lineCall) lineReply {
		for _, u := range c.body["userIds"].([]any) {
			delete(l.byUser, u.(string))
		}
		return lineReply{status: http.StatusAccepted, body: object{}}
	})(c)
}

// aliasPaths are names for menus, which a menu's own tabs switch between.
func (l *LINE) aliasPaths(on func(pattern, kind string, f func(*lineCall) lineReply)) {
	one := func(id string) object { return object{"richMenuAliasId": id, "richMenuId": l.aliases[id]} }
	on("POST /v2/bot/richmenu/alias", "alias", l.locked(func(c *lineCall) lineReply {
		id, menu := c.body["richMenuAliasId"].(string), c.body["richMenuId"].(string)
		if l.aliases[id] != "" {
			return lineFail(http.StatusBadRequest, "conflict richmenu alias id")
		}
		return l.setAlias(id, menu)
	}))
	on("GET /v2/bot/richmenu/alias/list", "", l.locked(func(*lineCall) lineReply {
		list := []object{}
		for id := range l.aliases {
			list = append(list, one(id))
		}
		return lineOK(object{"aliases": list})
	}))
	known := func(f func(c *lineCall, id string) lineReply) func(*lineCall) lineReply {
		return l.locked(func(c *lineCall) lineReply {
			id := c.PathValue("alias")
			if l.aliases[id] == "" {
				return lineFail(http.StatusNotFound, "richmenu alias not found")
			}
			return f(c, id)
		})
	}
	on("GET /v2/bot/richmenu/alias/{alias}", "", known(func(_ *lineCall, id string) lineReply { return lineOK(one(id)) }))
	on("POST /v2/bot/richmenu/alias/{alias}", "newtarget", known(func(c *lineCall, id string) lineReply {
		return l.setAlias(id, c.body["richMenuId"].(string))
	}))
	on("DELETE /v2/bot/richmenu/alias/{alias}", "", known(func(_ *lineCall, id string) lineReply {
		delete(l.aliases, id)
		return lineOK(object{})
	}))
}

func (l *LINE) setAlias(id, menu string) lineReply {
	if l.menus[menu] == nil || l.menus[menu].image == nil {
		return lineFail(http.StatusBadRequest, "richmenu not found or without an image")
	}
	l.aliases[id] = menu
	return lineOK(object{})
}
