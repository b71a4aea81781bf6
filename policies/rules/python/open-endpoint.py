class One(APIView):
    # ruleid: rules.python.open-endpoint
    permission_classes = [AllowAny]

# --- case
class Two(ModelViewSet):
    queryset = Item.objects.all()
    # ruleid: rules.python.open-endpoint
    permission_classes = (AllowAny,)

# --- case
class Three(APIView):
    # ruleid: rules.python.open-endpoint
    permission_classes = [permissions.AllowAny]

# --- case
class One(APIView):
    # ok: rules.python.open-endpoint
    permission_classes = [IsAuthenticated]

# --- case
class Two(APIView):
    # ok: rules.python.open-endpoint
    permission_classes = [IsAuthenticatedOrReadOnly, IsOwner]
