def send_mail(smtp)
  # ruleid: flow.ruby.header
  smtp.send_message("Subject: #{params[:subject]}\n\nHello", "a@example.com", "b@example.com")
  text = "From: " + params[:from] + "\n\nHello"
  # ruleid: flow.ruby.header
  smtp.send_message(text, "a@example.com", "b@example.com")
  # ruleid: flow.ruby.header
  smtp.sendmail("To: %s\n\nHello" % params[:to], "a@example.com", "b@example.com")
  # ok: flow.ruby.header
  smtp.send_message("Subject: hello\n\nHello", "a@example.com", "b@example.com")
  # ok: flow.ruby.header
  smtp.send_message("Subject: #{params[:subject].delete("\r\n")}\n\nHello", "a@example.com", "b@example.com")
end
