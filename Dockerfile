FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --omit=dev --no-audit --no-fund

FROM python:3.13-slim AS build
WORKDIR /app
RUN pip install --no-cache-dir uv
COPY pyproject.toml uv.lock .python-version ./
RUN UV_COMPILE_BYTECODE=1 uv sync --frozen --no-default-groups --no-cache
COPY . .
COPY --from=packages /app/node_modules node_modules
RUN .venv/bin/python -m devtools.front_end && rm -r node_modules \
    && SECRET_KEY=only-to-collect-files STATIC_ROOT=/srv/static \
       .venv/bin/python manage.py collectstatic --no-input --verbosity 0

FROM python:3.13-slim
WORKDIR /app
RUN useradd --uid 10001 --no-create-home platform \
    && install --directory --owner platform --mode 700 /srv/files
COPY --from=build /app /app
COPY --from=build /srv/static /srv/static
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    STATIC_ROOT=/srv/static \
    FILES_DIR=/srv/files
USER platform
EXPOSE 8000
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "procurement.config.wsgi:application"]
