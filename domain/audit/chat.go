package audit

// The acts about chat. After.Lines has the channel's key and the account's name there, or the event.
const (
	Linked Act = "chat_link"   // チャットアカウントの登録, by an administrator or with a link code
	Parted Act = "chat_unlink" // チャット連携の解除, by an administrator or by whose it was
	Reran  Act = "inbox_rerun" // 失敗した受信の再処理
)
