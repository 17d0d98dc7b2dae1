package vocabulary

import (
	"slices"
	"strings"
)

// builtin are the punch words that count without any setting. They are written normalised (half width, lower
// case) and separated by |. The English words are the twins of the commands every channel knows.
var builtin = map[Kind]string{
	In: "出勤|始業|出社|業務開始|勤務開始|作業開始|しゅっきん|しぎょう|in|clock in|clocked in|arrived|" +
		":shukkin:|:syukkin:|:kinmukaishi:|:sagyoukaishi:|:shussha:",
	Out: "退勤|終業|退社|業務終了|勤務終了|作業終了|たいきん|しゅうぎょう|out|clock out|clocked out|left|" +
		":taikin:|:kinmushuuryou:|:sagyoushuuryou:",
	BreakIn: "休憩|休憩入り|休憩開始|休憩に入り|お昼休憩|昼休憩|お昼休憩に入り|昼休憩に入り|きゅうけいいり|きゅうけいかいし|break|" +
		":kyuukei:|:chuushoku:|:riseki:|:break:|:kyuu::hajime:",
	BreakOut: "休憩戻り|休憩終了|休憩終わり|戻り|復帰|きゅうけいもどり|きゅうけいしゅうりょう|back|" +
		":modori:|:back:|:imback:|:kyuu::owari:",
	OutingIn:  "外出|中抜け|離席|leave",
	OutingOut: "再入|return",
	DirectIn:  "直行|ちょっこう|going direct",
	DirectOut: "直帰|ちょっき",
	RemoteIn:  "リモート出勤|在宅勤務開始|テレワーク開始|:remoteshukkin:",
}

// either are the words that end whichever is open, break or outing.
var either = map[string]bool{"戻り": true, "復帰": true, "back": true, ":modori:": true, ":back:": true, ":imback:": true}

// greetings count only when the administrator has switched them on: 「お疲れ様です」 is "hello" in most offices.
var greetings = map[Kind]string{
	In: "おはようございます|おはよう|お早うございます|お早う|おはよー|おはよ|おはー|おは|おっはー|モーニン|グッドモーニング|" +
		"はろー|ハロー|hello|hi|morning|good morning",
	Out: "お疲れ様でした|お疲れさまでした|おつかれさまでした|おつー|おつ|乙|お先に失礼します|お先です|お先|帰ります|かえります|" +
		"終わります|おわります|店じまい|バイバイ|ばいばい|bye|おやすみなさい|おやすみ|ごきげんよう|さらば|see you",
}

// never are greetings of the middle of the day that no setting may turn into a punch.
var never = strings.Split("お疲れ様です|お疲れさまです|おつかれさまです|いってきます|行ってきます", "|")

// endings may follow a punch word or a word of leave.
var endings = []string{
	"しています", "いたしました", "致しました", "いたします", "致します", "しました", "しまーす", "でした", "します", "ました", "する", "した",
	"です", "ます", " :shimasu:", ":shimasu:", "",
}

// missings are the endings that say the punch is missing, 「退勤し忘れました」, 「退勤の打刻を忘れた」: it must not become one at the
// message's own time.
var missings = func() (all []string) {
	for _, how := range []string{"", "し", "を", "押し", "を押し", "打刻", "打刻を", "の打刻", "の打刻を", "打刻し"} {
		for _, gone := range []string{"忘れました", "忘れてました", "忘れていました", "忘れた", "忘れ", "わすれました", "わすれた", "わすれ", "漏れ", "もれ"} {
			all = append(all, how+gone)
		}
	}
	return all
}()

// allEndings are those of a punch sentence; the ones that say most come first.
var allEndings = slices.Concat(missings, endings)

// closers may end a whole sentence.
var closers = []string{"", "に", "です", "でした", "で"}

// working are the verbs that say until when somebody worked.
var working = []string{"働きました", "働いていました", "勤務しました", "勤務していました", "勤務でした", "仕事でした", "仕事をしました"}
