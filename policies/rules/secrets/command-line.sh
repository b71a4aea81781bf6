# ruleid: secrets.command-line
curl -u reports:Kel{{}}vin83drum https://api.example.com/v1/reports
# ruleid: secrets.command-line
mysqldump -u root -pKel{{}}vin83drum orders > orders.sql
# ruleid: secrets.command-line
sshpass -p 'Kel{{}}vin83drum' ssh deploy@host.example.com
# ok: secrets.command-line
curl -u "$API_USER:$API_PASSWORD" https://api.example.com/v1/reports
# ok: secrets.command-line
mysqldump --defaults-extra-file=/run/secrets/my.cnf orders > orders.sql
