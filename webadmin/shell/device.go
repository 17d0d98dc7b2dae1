package shell

import "strings"

// DeviceName is what a browser says it is, in two words. Browsers all claim to be each other; the order sorts it out.
func DeviceName(agent string) string {
	find := func(pairs ...[2]string) string {
		for _, p := range pairs {
			if strings.Contains(agent, p[0]) {
				return p[1]
			}
		}
		return ""
	}
	browser := find([2]string{"Edg", "Edge"}, [2]string{"Firefox", "Firefox"}, [2]string{"FxiOS", "Firefox"}, [2]string{"CriOS", "Chrome"},
		[2]string{"Chrome", "Chrome"}, [2]string{"Safari", "Safari"})
	system := find([2]string{"iPhone", "iPhone"}, [2]string{"iPad", "iPad"}, [2]string{"Android", "Android"}, [2]string{"Windows", "Windows"},
		[2]string{"Mac OS", "Mac"}, [2]string{"CrOS", "ChromeOS"}, [2]string{"Linux", "Linux"})
	if name := strings.TrimSpace(browser + " " + system); name != "" {
		return name
	}
	return "–"
}
