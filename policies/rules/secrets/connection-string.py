# ruleid: secrets.connection-string
engine = create_engine("postgresql://reports:Kel{{}}vin83drum@db.internal.example.net/reports")
# ok: secrets.connection-string
engine = create_engine(os.environ["DATABASE_URL"])
# ok: secrets.connection-string
engine = create_engine(f"postgresql://{user}:{password}@db.internal.example.net/reports")
# ok: secrets.connection-string
engine = create_engine("postgresql://user:password@localhost/reports")
# --- case: Program.cs
// ruleid: secrets.connection-string
var text = "Server=sql01;Database=orders;User Id=app;Password=Kel{{}}vin83drum;";
// ok: secrets.connection-string
var other = configuration.GetConnectionString("Orders");
# --- case: main.go
// ruleid: secrets.connection-string
db, err := sql.Open("mysql", "app:Kel{{}}vin83drum@tcp(db:3306)/orders")
// ok: secrets.connection-string
db, err := sql.Open("mysql", os.Getenv("DSN"))
